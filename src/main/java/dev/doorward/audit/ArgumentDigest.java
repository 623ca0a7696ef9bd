package dev.doorward.audit;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/// What an audit line says of arguments instead of their values: the names and JSON types of the
/// top-level properties, and a digest by which somebody who has the arguments finds the line.
final class ArgumentDigest {
  private static final int MOST_PROPERTIES = 32;
  private static final int LONGEST_NAME = 64;
  private static final Map<JsonNodeType, String> TYPES =
      Arrays.stream(JsonNodeType.values())
          .collect(
              Collectors.toMap(
                  type -> type,
                  type -> ":" + type.name().toLowerCase(Locale.ROOT),
                  (one, _) -> one,
                  () -> new EnumMap<>(JsonNodeType.class)));
  private static final MessageDigest UNUSED_DIGEST = newDigest();
  // The default is one pool of buffers for all threads, which the event loops would contend for.
  private static final JsonFactory BUFFERED =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  private static final ObjectWriter CANONICAL =
      JsonMapper.shared().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  private ArgumentDigest() {}

  /// Adds `arguments`, a list of `name:type`, and `arguments_sha256`, the digest of the arguments
  /// as JSON in UTF-8 without white space, properties sorted at every level, in base64url.
  static void describe(ObjectNode arguments, AuditLine line) {
    line.texts("arguments", shape(arguments));
    if (arguments.size() > MOST_PROPERTIES) {
      line.number("arguments_more", arguments.size() - (long) MOST_PROPERTIES);
    }
    line.base64("arguments_sha256", digest(arguments));
  }

  private static List<String> shape(ObjectNode arguments) {
    List<String> shape = new ArrayList<>(Math.min(arguments.size(), MOST_PROPERTIES));
    for (Map.Entry<String, JsonNode> property : arguments.properties()) {
      if (shape.size() == MOST_PROPERTIES) {
        break;
      }
      String name = property.getKey();
      shape.add(
          (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME))
              + TYPES.get(property.getValue().getNodeType()));
    }
    return shape;
  }

  private static byte[] digest(ObjectNode arguments) {
    try {
      // Looking the algorithm up costs as much as the digest; a copy of an unused one does not.
      MessageDigest sha = (MessageDigest) UNUSED_DIGEST.clone();
      OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
      try (JsonGenerator json = BUFFERED.createGenerator(ObjectWriteContext.empty(), digested)) {
        CANONICAL.writeValue(json, arguments);
      }
      return sha.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package dev.doorward.block;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The list as JSON: `{"blocks": [{"kind", "value", "issuer"?, "reason", "since", "until"}]}`.
/// Whatever else is in there is refused, because somebody meant something by it.
final class BlockForm {
  static final int MOST = 10_000;

  private static final Set<String> FIELDS =
      Set.of("kind", "value", "issuer", "reason", "since", "until");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxStringLength(4_096)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /// A list that is none.
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    Malformed(String problem) {
      super(problem, null, false, false);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }

  private BlockForm() {}

  static List<Block> read(byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JacksonException _) {
      throw new Malformed("it is not JSON");
    }
    if (!root.isObject() || root.size() != 1 || !(root.get("blocks") instanceof ArrayNode list)) {
      throw new Malformed("it is not one object with a list of blocks");
    }
    if (list.size() > MOST) {
      throw new Malformed("it holds more than " + MOST + " blocks");
    }
    List<Block> blocks = new ArrayList<>(list.size());
    for (JsonNode entry : list) {
      try {
        blocks.add(block(entry));
      } catch (IllegalArgumentException | DateTimeParseException _) {
        throw new Malformed("block " + (blocks.size() + 1) + " is malformed");
      }
    }
    return List.copyOf(blocks);
  }

  private static Block block(JsonNode entry) {
    if (!entry.isObject() || !FIELDS.containsAll(entry.propertyNames())) {
      throw new IllegalArgumentException("not a block");
    }
    Block.Kind kind =
        Block.Kind.of(text(entry, "kind"))
            .orElseThrow(() -> new IllegalArgumentException("no such kind"));
    Optional<String> issuer =
        entry.has("issuer") ? Optional.of(text(entry, "issuer")) : Optional.empty();
    return new Block(
        new Block.Target(kind, text(entry, "value"), issuer),
        text(entry, "reason"),
        Instant.parse(text(entry, "since")),
        Instant.parse(text(entry, "until")));
  }

  private static String text(JsonNode entry, String field) {
    JsonNode value = entry.get(field);
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException("a field is missing");
    }
    return value.stringValue();
  }

  static byte[] write(List<Block> blocks) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("blocks");
    for (Block block : blocks) {
      ObjectNode entry = list.addObject();
      entry.put("kind", block.target().kind().label()).put("value", block.target().value());
      block.target().issuer().ifPresent(issuer -> entry.put("issuer", issuer));
      entry
          .put("reason", block.reason())
          .put("since", block.since().toString())
          .put("until", block.until().toString());
    }
    return JSON.writeValueAsBytes(root);
  }
}

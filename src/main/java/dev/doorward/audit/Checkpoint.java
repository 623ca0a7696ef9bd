package dev.doorward.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A signed statement of how far a chain came, read back.
///
/// @param closed whether the instance had closed its file
record Checkpoint(Head head, boolean closed) {
  private static final int MOST_BYTES = 1_024;
  private static final String SIGNATURE = ",\"mac\":\"";

  /// What became of a checkpoint's file.
  sealed interface Reading {}

  /// It says this.
  record Signed(Checkpoint checkpoint) implements Reading {}

  /// It was not signed with this key, or it is damaged.
  record Refused() implements Reading {}

  /// There is none.
  record Absent() implements Reading {}

  /// Reads one.
  static Reading read(Mac mac, Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Absent();
    }
    if (Files.size(file) == 0) {
      // Made, but nothing was written yet.
      return new Absent();
    }
    if (Files.size(file) > MOST_BYTES) {
      return new Refused();
    }
    byte[] bytes = Files.readAllBytes(file);
    return signed(mac, bytes).<Reading>map(Signed::new).orElseGet(Refused::new);
  }

  private static Optional<Checkpoint> signed(Mac mac, byte[] bytes) {
    int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(SIGNATURE);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      JsonNode json = JsonMapper.shared().readTree(bytes);
      String anchor =
          json.path("chain").asString("")
              + ":"
              + json.path("sequence").asLong(-1)
              + ":"
              + json.path("value").asString("");
      return Head.parse(anchor)
          .filter(
              _ ->
                  Chain.isCheckpoint(mac, Arrays.copyOf(bytes, end), json.path("mac").asString("")))
          .map(head -> new Checkpoint(head, json.path("closed").asBoolean(false)));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

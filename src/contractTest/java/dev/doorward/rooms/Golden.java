package dev.doorward.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Published JSON that is a promise to clients: it changes only together with its golden file.
final class Golden {
  private static final Path FILES = Distribution.ROOT.resolve("src/contractTest/resources/golden");

  private Golden() {}

  /// Compares with the golden file, order included; `-Dgolden.write=true` writes the file instead.
  static void matches(String file, JsonNode published) throws IOException {
    String text =
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(published) + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(FILES.resolve(file), text);
    }
    assertThat(text)
        .as("%s; if the change is meant, run again with -Dgolden.write=true", file)
        .isEqualTo(Files.readString(FILES.resolve(file)));
  }
}

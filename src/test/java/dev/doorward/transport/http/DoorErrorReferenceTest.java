package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/http-errors.md` is written by this test's text and must be equal to it.
final class DoorErrorReferenceTest {
  private static final Path REFERENCE = Path.of("docs/http-errors.md");

  @Test
  void theReferenceSaysWhatTheDoorDoes() throws IOException {
    if (Boolean.getBoolean("doorward.write-references")) {
      Files.writeString(REFERENCE, reference());
    }
    assertThat(Files.readString(REFERENCE))
        .as(
            "write it anew with: mvn test -Dtest=DoorErrorReferenceTest -Dtest.jvm.flags=-Ddoorward.write-references=true")
        .isEqualTo(reference());
  }

  @Test
  void everyErrorHasACodeOfItsOwn() {
    assertThat(DoorError.values()).extracting(DoorError::code).doesNotHaveDuplicates();
  }

  private static String reference() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Errors of the HTTP door

        Generated from the code; a test keeps it so.

        What the door refuses before it reads the message. The body is a JSON-RPC error without an id, and
        `error.data.code` is the stable code of the first column. All other errors are in [errors.md](errors.md).

        | code | JSON-RPC | HTTP | text |
        |---|---|---|---|
        """);
    for (DoorError error : DoorError.values()) {
      text.append("| `").append(error.label()).append("` | ").append(error.code()).append(" | ");
      text.append(error.status().getCode()).append(" | ").append(error.text()).append(" |\n");
    }
    return text.toString();
  }
}

package dev.doorward.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/errors.md` is written by this test's text and must be equal to it.
class ErrorReferenceTest {
  private static final Path REFERENCE = Path.of("docs/errors.md");

  @Test
  void theReferenceSaysWhatTheCodeDoes() throws IOException {
    if (Boolean.getBoolean("doorward.write-references")) {
      Files.writeString(REFERENCE, reference());
    }
    assertThat(Files.readString(REFERENCE))
        .as(
            "write it anew with: mvn test -Dtest=ErrorReferenceTest -Dtest.jvm.flags=-Ddoorward.write-references=true")
        .isEqualTo(reference());
  }

  private static String reference() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Errors

        Generated from the code; a test keeps it so.

        Every error is JSON-RPC with the request's id. `error.data.code` is the stable code of the first column: program
        against that, not against the text. A number in brackets is what clients of 2025-11-25 and earlier get. They get
        status 200 also for `invalid_params`, `client_capability_missing` and `unknown_method`, since they take any other
        status for a failure of their connection.

        Where the table speaks of a tool result, the answer to `tools/call` is not an error but a result with
        `isError: true`, a text the model can act upon, and the code under `dev.doorward/code` in its `_meta`. What a caller
        may not use is answered exactly like what does not exist.

        | code | JSON-RPC | HTTP | when | what to do |
        |---|---|---|---|---|
        """);
    for (ErrorKind kind : ErrorKind.values()) {
      text.append("| `").append(kind.label()).append("` | ").append(codes(kind)).append(" | ");
      text.append(status(kind.status(Era.MODERN))).append(" | ");
      text.append(kind.meaning()).append(" | ").append(kind.remedy()).append(" |\n");
    }
    return text.toString();
  }

  private static String codes(ErrorKind kind) {
    int modern = kind.code(Era.MODERN);
    int legacy = kind.code(Era.LEGACY);
    return modern == legacy ? Integer.toString(modern) : modern + " (" + legacy + ")";
  }

  private static int status(Answer.Kind kind) {
    return switch (kind) {
      case OK -> 200;
      case ACCEPTED -> 202;
      case NO_CONTENT -> 204;
      case BAD_REQUEST -> 400;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case CONFLICT -> 409;
      case TOO_MANY_REQUESTS -> 429;
      case UNAVAILABLE -> 503;
    };
  }
}

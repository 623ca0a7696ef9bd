package dev.doorward.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Runs after all other tests of this process and searches everything its doors have logged, told
/// clients, audited and measured.
@Order(Integer.MAX_VALUE)
class NothingLeakedTest {
  @Test
  void noSecretAndNoExceptionIsFoundInAnythingTheTestsHaveSeen() throws IOException {
    assumeThat(Evidence.counted("door"))
        .as("no door was opened before: run the whole suite")
        .isPositive();

    WatchedDoor.keepLast();
    assertThat(Evidence.counted(Kind.METRICS.ending())).as("pages of metrics").isPositive();
    assertThat(Evidence.counted("trace")).as("log lines at trace").isPositive();
    assertThat(Evidence.counted(Kind.ANSWER.ending())).as("answers").isPositive();
    assertThat(Evidence.secrets()).isNotEmpty();
    assertThat(Evidence.leaks()).isEmpty();
  }
}

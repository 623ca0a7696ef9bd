package dev.doorward.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Runs after all other contract tests and searches everything their servers have logged at the
/// level that shows everything, audited, measured and told clients.
@Order(Integer.MAX_VALUE)
class NothingLeakedContractTest {
  @Test
  void noSecretAndNoExceptionIsFoundInAnythingTheServersHaveSaid() throws IOException {
    assumeThat(Evidence.counted("server"))
        .as("no server was started before: run the whole suite")
        .isPositive();

    assertThat(Evidence.counted("traced server")).as("servers at trace").isPositive();
    assertThat(Evidence.counted("audited")).as("audit files").isPositive();
    assertThat(Evidence.counted("scraped server")).as("pages of metrics").isPositive();
    assertThat(Evidence.counted(Kind.ANSWER.ending())).as("answers").isPositive();
    assertThat(Evidence.secrets()).isNotEmpty();
    assertThat(Evidence.leaks()).isEmpty();
  }
}

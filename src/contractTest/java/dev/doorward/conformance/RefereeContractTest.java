package dev.doorward.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The public referee against the secured server, in both eras.
class RefereeContractTest {
  @TestFactory
  Stream<DynamicTest> passesEveryScenario() throws Exception {
    return ConformanceRun.of("referee");
  }
}

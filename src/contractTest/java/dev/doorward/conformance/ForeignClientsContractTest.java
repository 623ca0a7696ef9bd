package dev.doorward.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The TypeScript clients and the Inspector's command line, over both doors.
class ForeignClientsContractTest {
  @TestFactory
  Stream<DynamicTest> serveEveryClient() throws Exception {
    return ConformanceRun.of("clients");
  }
}

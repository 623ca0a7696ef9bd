package dev.doorward.tools.conformance;

import static dev.doorward.tools.conformance.FixtureTool.answering;
import static dev.doorward.tools.conformance.FixtureTool.text;
import static dev.doorward.tools.conformance.FixtureTool.waiting;

import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.time.Duration;
import java.util.List;

/// Tools that send something before they answer, or break their stream off.
final class StreamingTools {
  private static final String LOGGER = "conformance";
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration RECONNECT = Duration.ofMillis(100);

  private StreamingTools() {}

  static List<Tool> all() {
    return List.of(
        waiting("test_tool_with_logging", "Logs three messages", StreamingTools::logThrice),
        waiting(
            "test_tool_with_progress", "Reports progress three times", StreamingTools::progress),
        waiting(
            "test_reconnection",
            "Closes its stream and leaves the answer for the client to fetch",
            StreamingTools::detach),
        waiting(
            "test_streaming_elicitation",
            "Reports progress, then asks for a confirmation",
            StreamingTools::progressThenAsk),
        answering(
            "test_logging_tool",
            "Logs one message",
            (arguments, call) -> {
              call.log(LoggingLevel.INFO, LOGGER, "Diagnostic trace logging activated");
              return text("Logging evaluated");
            }));
  }

  private static CallToolResult logThrice(Arguments arguments, Call call)
      throws InterruptedException {
    call.log(LoggingLevel.INFO, LOGGER, "Tool execution started");
    Thread.sleep(STEP);
    call.log(LoggingLevel.INFO, LOGGER, "Tool processing data");
    Thread.sleep(STEP);
    call.log(LoggingLevel.INFO, LOGGER, "Tool execution completed");
    return text("Tool with logging executed successfully");
  }

  private static CallToolResult progress(Arguments arguments, Call call)
      throws InterruptedException {
    report(call, 0);
    Thread.sleep(STEP);
    report(call, 50);
    Thread.sleep(STEP);
    report(call, 100);
    return text("Progress reported");
  }

  private static void report(Call call, int step) {
    call.progress(step, 100.0, "Completed step " + step + " of 100");
  }

  private static CallToolResult detach(Arguments arguments, Call call) throws InterruptedException {
    call.detachStream();
    Thread.sleep(RECONNECT);
    return text(
        "Reconnection test completed successfully. If you received this, the client properly"
            + " reconnected after stream closure.");
  }

  private static CallToolResult progressThenAsk(Arguments arguments, Call call)
      throws InterruptedException {
    report(call, 50);
    call.elicit("confirm", Forms.confirmation());
    return text("Streaming complete");
  }
}

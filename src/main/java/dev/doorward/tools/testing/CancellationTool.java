package dev.doorward.tools.testing;

import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;

import dev.doorward.caller.CallerId;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.SimpleTool;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Two tools for cancellation: one to cancel, one that tells whether that has arrived.
final class CancellationTool {
  private static final int MOST_CALLERS = 1_000;

  // Only numbers of cancelled calls, by caller; the one who was away longest is forgotten.
  private final Map<CallerId, Integer> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallerId, Integer> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  List<Tool> all() {
    return List.of(
        SimpleTool.waiting(
            "testing_wait",
            "Waits to be cancelled, reporting progress once a second, and fails when nobody does."
                + " testing_cancelled tells whether a cancellation has arrived.",
            object()
                .optional(
                    "millis",
                    withDefault(
                        wholeNumber(
                            "How long to wait, in milliseconds.", 0, TimeTools.LONGEST_MILLIS),
                        TimeTools.LONGEST_MILLIS))
                .build(),
            this::await),
        SimpleTool.answering(
            "testing_cancelled",
            "Tells how many of your calls of testing_wait were cancelled since the server started.",
            object().build(),
            (arguments, call) -> SimpleTool.text(Integer.toString(count(call)))));
  }

  private CallToolResult await(Arguments arguments, Call call) throws InterruptedException {
    Duration left = Duration.ofMillis(arguments.number("millis", TimeTools.LONGEST_MILLIS));
    Duration step = Duration.ofSeconds(1);
    try {
      for (int second = 0; left.isPositive(); second++) {
        call.progress((double) second, null, "waiting to be cancelled");
        Thread.sleep(left.compareTo(step) < 0 ? left : step);
        left = left.minus(step);
      }
    } catch (InterruptedException over) {
      if (call.cancelled()) {
        add(call);
      }
      throw over;
    }
    return CallToolResult.builder(
            List.of(TextContent.builder("Nobody cancelled this call.").build()))
        .isError(true)
        .build();
  }

  private synchronized void add(Call call) {
    counts.merge(call.caller().id(), 1, Integer::sum);
  }

  private synchronized int count(Call call) {
    return counts.getOrDefault(call.caller().id(), 0);
  }
}

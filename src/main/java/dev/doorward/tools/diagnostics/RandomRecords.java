package dev.doorward.tools.diagnostics;

import static dev.doorward.service.ObjectSchema.flag;
import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;

import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tool `get_random_data`: made-up records of servers, metrics and processes, for trying out
/// clients and dashboards.
record RandomRecords(InstantSource clock, Supplier<RandomGenerator> random, Pause pause)
    implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL);

  private static final int MAX_COUNT = 10;
  private static final int MIN_DELAY_MILLIS = 100;
  private static final int MAX_DELAY_MILLIS = 1_000;

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "get_random_data",
              object()
                  .required("count", wholeNumber("How many records to make up.", 1, MAX_COUNT))
                  .optional(
                      "include_delay",
                      withDefault(
                          flag(
                              "Whether to wait a random tenth of a second to a second first, to"
                                  + " look like a slow system."),
                          false))
                  .build())
          .title("Get random data")
          .description(
              "Makes up records of servers, metrics and processes for trying out a client or a"
                  + " dashboard. None of them describes anything real.")
          .outputSchema(
              object()
                  .required("records", listOf("The records, of mixed types.", RandomRecord.SCHEMA))
                  .required("delay_millis", wholeNumber("How long the call waited first.", 0))
                  .build())
          .annotations(
              ToolAnnotations.builder()
                  .readOnlyHint(true)
                  .destructiveHint(false)
                  .idempotentHint(false)
                  .openWorldHint(false)
                  .build())
          .build();

  @Override
  public McpSchema.Tool definition() {
    return DEFINITION;
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<Scope> scopes() {
    return SCOPES;
  }

  /// It waits only when asked to, but whether it will is known only from the arguments.
  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call) throws InterruptedException {
    RandomGenerator source = random.get();
    int count = (int) arguments.number("count", 1);
    int delayMillis = 0;
    if (arguments.flag("include_delay", false)) {
      delayMillis = source.nextInt(MIN_DELAY_MILLIS, MAX_DELAY_MILLIS + 1);
      call.progress(0, (double) count, "Waiting for the slow system");
      pause.last(Duration.ofMillis(delayMillis));
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode records = answer.putArray("records");
    for (int i = 1; i <= count; i++) {
      RandomRecord.fill(records.addObject(), source, clock.instant());
    }
    answer.put("delay_millis", delayMillis);
    return CallToolResult.builder()
        .addTextContent(answer.toString())
        .structuredContent(answer)
        .isError(false)
        .build();
  }
}

package dev.doorward.tools.diagnostics;

import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;

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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tool `server_status`: which build answers, since when, with what.
record ServerStatus(ServerFacts facts, InstantSource clock) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL);

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder("server_status", object().build())
          .title("Server status")
          .description(
              "Tells which version and build of the server answers, how long it has been running,"
                  + " which toolsets are enabled, and how much memory it uses.")
          .outputSchema(
              object()
                  .required("server", text("The server's name."))
                  .required("version", text("The released version."))
                  .required("build_id", text("The content hash of the sources of this build."))
                  .required("started", text("When it began to serve, in UTC (ISO 8601)."))
                  .required("uptime_seconds", wholeNumber("How long it has been serving.", 0))
                  .required("toolsets", listOf("The enabled toolsets, sorted.", text("A toolset.")))
                  .required("java_version", text("The version of the Java runtime."))
                  .required("processors", wholeNumber("How many processors it may use.", 1))
                  .required("heap_used_bytes", wholeNumber("Heap in use, garbage included.", 0))
                  .required("heap_limit_bytes", wholeNumber("The most heap it may use.", 1))
                  .build())
          .annotations(
              ToolAnnotations.builder()
                  .readOnlyHint(true)
                  .destructiveHint(false)
                  .idempotentHint(true)
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

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call) {
    Duration uptime = Duration.between(facts.started(), clock.instant());
    Runtime runtime = Runtime.getRuntime();
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("server", "doorward")
            .put("version", facts.version())
            .put("build_id", facts.buildId())
            .put("started", facts.started().toString())
            // A clock that was set back must not break the output schema.
            .put("uptime_seconds", Math.max(0, uptime.toSeconds()));
    ArrayNode toolsets = answer.putArray("toolsets");
    facts.toolsets().forEach(toolsets::add);
    answer
        .put("java_version", Runtime.version().toString())
        .put("processors", runtime.availableProcessors())
        .put("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory())
        .put("heap_limit_bytes", runtime.maxMemory());
    return CallToolResult.builder()
        .addTextContent(answer.toString())
        .structuredContent(answer)
        .isError(false)
        .build();
  }
}

package dev.doorward.tools.diagnostics;

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
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/// The tool `echo`: gives back what it was given, without a thread of its own.
record Echo() implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL);

  private static final int MAX_CHARACTERS = 10_000;

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "echo",
              object()
                  .required("message", text("The text to send back.", 0, MAX_CHARACTERS))
                  .build())
          .title("Echo")
          .description(
              "Sends a text back unchanged. Use it to check that calls reach the server and come"
                  + " back whole.")
          .outputSchema(
              object()
                  .required("message", text("The text as it arrived."))
                  .required(
                      "length", wholeNumber("Its length in characters (Unicode code points).", 0))
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
    String message = arguments.text("message");
    return CallToolResult.builder()
        .addTextContent(message)
        .structuredContent(
            JsonNodeFactory.instance
                .objectNode()
                .put("message", message)
                .put("length", message.codePointCount(0, message.length())))
        .isError(false)
        .build();
  }
}

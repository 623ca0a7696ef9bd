package dev.doorward.protocol.wire;

import dev.doorward.gateway.Request;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Turns the methods both eras share into gateway requests.
public final class Requests {
  private Requests() {}

  /// Reads a request.
  ///
  /// @return empty when the method is none that both eras share
  /// @throws Params.Wrong when the params do not have the form the method needs
  public static Optional<Request> read(String method, ObjectNode params) throws Params.Wrong {
    return Optional.ofNullable(
        switch (method) {
          case "tools/call" ->
              new Request.CallTool(Params.name(params), Params.optionalObject(params, "arguments"));
          case "tools/list" -> new Request.ListTools(Params.cursor(params));
          case "resources/list" -> new Request.ListResources(Params.cursor(params));
          case "resources/templates/list" -> new Request.ListTemplates(Params.cursor(params));
          case "resources/read" -> new Request.ReadResource(Params.uri(params));
          case "resources/directory/read" ->
              new Request.ReadDirectory(Params.uri(params), Params.cursor(params));
          case "prompts/list" -> new Request.ListPrompts(Params.cursor(params));
          case "prompts/get" ->
              new Request.GetPrompt(Params.name(params), Params.texts(params, "arguments"));
          case "completion/complete" -> new Request.Complete(completion(params));
          case "skills/list" -> new Request.ListSkills(Params.cursor(params));
          case "skills/get" -> new Request.GetSkill(Params.uri(params));
          default -> null;
        });
  }

  private static McpSchema.CompleteRequest completion(ObjectNode params) throws Params.Wrong {
    ObjectNode argument = Params.object(params, "argument");
    return new McpSchema.CompleteRequest(
        reference(Params.object(params, "ref")),
        new McpSchema.CompleteRequest.CompleteArgument(
            Params.name(argument), Params.text(argument, "value")),
        Map.of(),
        new McpSchema.CompleteRequest.CompleteContext(
            Params.texts(Params.optionalObject(params, "context"), "arguments")));
  }

  private static McpSchema.CompleteReference reference(ObjectNode ref) throws Params.Wrong {
    return switch (Params.text(ref, "type")) {
      case "ref/prompt" -> new McpSchema.PromptReference(Params.name(ref));
      case "ref/resource" -> new McpSchema.ResourceReference(Params.uri(ref));
      default -> throw new Params.Wrong("The field ref.type must be ref/prompt or ref/resource.");
    };
  }
}

package dev.doorward.protocol.wire;

import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.ElicitUrlRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client declared that it can answer.
///
/// @param declared the `ClientCapabilities` object as it arrived
public record ClientCapabilities(ObjectNode declared) {

  /// Tells whether the client can answer this kind of question. An `elicitation` object that names
  /// no mode means forms.
  public boolean canAnswer(Question question) {
    return switch (question) {
      case Question.Elicit(ElicitUrlRequest _) ->
          declared.path("elicitation").path("url").isObject();
      case Question.Elicit _ -> forms(declared.path("elicitation"));
      case Question.Sample _ -> declared.path("sampling").isObject();
      case Question.Roots _ -> declared.path("roots").isObject();
    };
  }

  private static boolean forms(JsonNode elicitation) {
    return elicitation.isObject()
        && (elicitation.path("form").isObject() || !elicitation.has("url"));
  }
}

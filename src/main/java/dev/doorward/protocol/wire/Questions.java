package dev.doorward.protocol.wire;

import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest.ContextInclusionStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what work asks of its client: as a request of its own in the legacy era, inside a result
/// in the modern one.
public final class Questions {
  private Questions() {}

  /// The method a question is asked with.
  public static String method(Question question) {
    return switch (question) {
      case Question.Elicit _ -> "elicitation/create";
      case Question.Sample _ -> "sampling/createMessage";
      case Question.Roots _ -> "roots/list";
    };
  }

  /// The fields of a question's params.
  public static Fields params(Question question) {
    return switch (question) {
      case Question.Elicit(McpSchema.ElicitFormRequest form) -> out -> form(out, form);
      case Question.Elicit(McpSchema.ElicitUrlRequest url) -> out -> url(out, url);
      case Question.Elicit(var other) ->
          throw new IllegalArgumentException("no JSON form for " + other.getClass().getName());
      case Question.Sample(McpSchema.CreateMessageRequest request) -> out -> sampling(out, request);
      case Question.Roots _ -> Fields.NONE;
    };
  }

  private static void form(JsonOut out, McpSchema.ElicitFormRequest form) {
    out.text("mode", "form");
    out.text("message", form.message());
    out.value("requestedSchema", form.requestedSchema());
    out.value("_meta", form.meta());
  }

  private static void url(JsonOut out, McpSchema.ElicitUrlRequest url) {
    out.text("mode", "url");
    out.text("message", url.message());
    out.text("url", url.url());
    out.text("elicitationId", url.elicitationId());
    out.value("_meta", url.meta());
  }

  private static void sampling(JsonOut out, McpSchema.CreateMessageRequest request) {
    out.objects(
        "messages",
        request.messages(),
        (fields, message) -> {
          fields.text("role", Vocabulary.role(message.role()));
          fields.objectField("content", content -> Vocabulary.content(content, message.content()));
        });
    McpSchema.ModelPreferences preferences = request.modelPreferences();
    if (preferences != null) {
      out.objectField("modelPreferences", fields -> preferences(fields, preferences));
    }
    out.text("systemPrompt", request.systemPrompt());
    out.text("includeContext", context(request.includeContext()));
    out.number("temperature", request.temperature());
    out.number("maxTokens", request.maxTokens());
    out.texts("stopSequences", request.stopSequences());
    out.value("metadata", request.metadata());
    out.value("_meta", request.meta());
  }

  private static void preferences(JsonOut out, McpSchema.ModelPreferences preferences) {
    List<McpSchema.ModelHint> hints = preferences.hints();
    if (hints != null) {
      out.objects("hints", hints, (fields, hint) -> fields.text("name", hint.name()));
    }
    out.number("costPriority", preferences.costPriority());
    out.number("speedPriority", preferences.speedPriority());
    out.number("intelligencePriority", preferences.intelligencePriority());
  }

  private static @Nullable String context(@Nullable ContextInclusionStrategy strategy) {
    return switch (strategy) {
      case null -> null;
      case NONE -> "none";
      case THIS_SERVER -> "thisServer";
      case ALL_SERVERS -> "allServers";
    };
  }
}

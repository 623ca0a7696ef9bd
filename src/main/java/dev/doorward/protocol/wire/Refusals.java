package dev.doorward.protocol.wire;

import dev.doorward.caller.Scope;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Request;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.ElicitUrlRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The one mapping from the gateway's refusals to the wire. A new code of [Refusal.Code] does not
/// compile here until it is mapped, and [ErrorKind] makes it document itself.
public final class Refusals {
  /// Where a tool result that tells a refusal carries its stable code in `_meta`.
  public static final String CODE_KEY = "dev.doorward/code";

  private Refusals() {}

  /// Tells whether this refusal of a tool call is a tool result the model can read and act upon
  /// instead of an error.
  public static boolean isToolResult(Refusal refusal, Request request) {
    return request instanceof Request.CallTool
        && switch (refusal.code()) {
          case INVALID_ARGUMENTS, FAILED, DEADLINE_EXCEEDED, OUTPUT_TOO_LARGE -> true;
          case AUDIT_UNAVAILABLE,
              RATE_LIMITED,
              TOO_MANY_CALLS,
              INSUFFICIENT_SCOPE,
              UNKNOWN_METHOD,
              UNKNOWN_TOOL,
              UNKNOWN_PROMPT,
              UNKNOWN_RESOURCE,
              UNKNOWN_SKILL,
              INVALID_CURSOR,
              INVALID_ANSWERS,
              CLIENT_CAPABILITY_MISSING,
              CANCELLED ->
              false;
        };
  }

  /// The fields of the tool result that tells a refusal.
  public static Fields toolResult(Refusal refusal) {
    return out -> {
      out.objects("content", List.of(refusal.text()), Refusals::textContent);
      out.flag("isError", true);
    };
  }

  private static void textContent(JsonOut item, String text) {
    item.text("type", "text");
    item.text("text", text);
  }

  /// The error a refusal becomes.
  public static WireError error(Refusal refusal, Request request, Era era) {
    ErrorKind kind = kind(refusal.code(), request);
    WireError error = WireError.of(kind, era, refusal.text());
    return switch (kind) {
      case UNKNOWN_RESOURCE, UNKNOWN_SKILL -> error.with("uri", request.target());
      case CLIENT_CAPABILITY_MISSING ->
          error.with("requiredCapabilities", capabilities(refusal.missing()));
      case INSUFFICIENT_SCOPE ->
          error.needing(refusal.scopes().stream().map(Scope::value).toList());
      default -> error.retryIn(refusal.retryIn(), refusal.quota());
    };
  }

  /// The error a bug becomes.
  public static WireError fault(String incident, Era era) {
    return WireError.of(ErrorKind.INTERNAL, era, "The server failed. Report the incident id.")
        .with("incident", incident);
  }

  private static ErrorKind kind(Refusal.Code code, Request request) {
    return switch (code) {
      case AUDIT_UNAVAILABLE -> ErrorKind.AUDIT_UNAVAILABLE;
      case RATE_LIMITED -> ErrorKind.RATE_LIMITED;
      case TOO_MANY_CALLS -> ErrorKind.TOO_MANY_CALLS;
      case INSUFFICIENT_SCOPE -> ErrorKind.INSUFFICIENT_SCOPE;
      case UNKNOWN_METHOD -> ErrorKind.UNKNOWN_METHOD;
      case UNKNOWN_TOOL -> ErrorKind.UNKNOWN_TOOL;
      case UNKNOWN_PROMPT -> ErrorKind.UNKNOWN_PROMPT;
      // The skills extension has one code for its methods in every era.
      case UNKNOWN_RESOURCE ->
          request instanceof Request.ReadDirectory
              ? ErrorKind.UNKNOWN_SKILL
              : ErrorKind.UNKNOWN_RESOURCE;
      case UNKNOWN_SKILL -> ErrorKind.UNKNOWN_SKILL;
      case INVALID_CURSOR -> ErrorKind.INVALID_CURSOR;
      case INVALID_ARGUMENTS -> ErrorKind.INVALID_ARGUMENTS;
      case INVALID_ANSWERS -> ErrorKind.INVALID_ANSWERS;
      case CLIENT_CAPABILITY_MISSING -> ErrorKind.CLIENT_CAPABILITY_MISSING;
      case FAILED -> ErrorKind.FAILED;
      case DEADLINE_EXCEEDED -> ErrorKind.DEADLINE_EXCEEDED;
      case CANCELLED -> ErrorKind.CANCELLED;
      case OUTPUT_TOO_LARGE -> ErrorKind.OUTPUT_TOO_LARGE;
    };
  }

  private static ObjectNode capabilities(Map<String, Question> missing) {
    // Sorted, so that the same refusal is the same text on every replica.
    Map<String, ObjectNode> required = new TreeMap<>();
    for (Question question : missing.values()) {
      ObjectNode capability =
          required.computeIfAbsent(
              capability(question), name -> JsonNodeFactory.instance.objectNode());
      if (question instanceof Question.Elicit(ElicitUrlRequest _)) {
        capability.putObject("url");
      }
    }
    return JsonNodeFactory.instance.objectNode().setAll(required);
  }

  private static String capability(Question question) {
    return switch (question) {
      case Question.Elicit _ -> "elicitation";
      case Question.Sample _ -> "sampling";
      case Question.Roots _ -> "roots";
    };
  }
}

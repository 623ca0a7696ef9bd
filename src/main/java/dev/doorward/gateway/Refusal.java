package dev.doorward.gateway;

import dev.doorward.caller.Scope;
import dev.doorward.limit.Decision;
import dev.doorward.service.Question;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An expected no. It carries a stable code, a text that tells the reader what to do, and nothing
/// that is not the reader's.
///
/// @param code what kind of no
/// @param text one or two sentences for the client
/// @param retryIn when trying again makes sense; zero when it does not
/// @param quota the limit that was reached, when it was a limit over time
/// @param missing the questions the client cannot answer, for [Code#CLIENT_CAPABILITY_MISSING]
/// @param scopes all scopes the operation needs, sorted, for [Code#INSUFFICIENT_SCOPE]
public record Refusal(
    Code code,
    String text,
    Duration retryIn,
    Optional<Quota> quota,
    Map<String, Question> missing,
    List<Scope> scopes) {
  public Refusal {
    missing = Map.copyOf(missing);
    scopes = List.copyOf(scopes);
  }

  /// The codes, each part of the published contract (`docs/errors.md`).
  public enum Code {
    AUDIT_UNAVAILABLE,
    RATE_LIMITED,
    TOO_MANY_CALLS,
    INSUFFICIENT_SCOPE,
    UNKNOWN_METHOD,
    UNKNOWN_TOOL,
    UNKNOWN_PROMPT,
    UNKNOWN_RESOURCE,
    UNKNOWN_SKILL,
    INVALID_CURSOR,
    INVALID_ARGUMENTS,
    INVALID_ANSWERS,
    CLIENT_CAPABILITY_MISSING,
    FAILED,
    DEADLINE_EXCEEDED,
    CANCELLED,
    OUTPUT_TOO_LARGE;

    /// The code as clients, audit and metrics see it.
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static Refusal of(Code code, String text) {
    return new Refusal(code, text, Duration.ZERO, Optional.empty(), Map.of(), List.of());
  }

  static Refusal retry(Code code, String text, Duration retryIn) {
    return new Refusal(code, text, retryIn, Optional.empty(), Map.of(), List.of());
  }

  static Refusal rateLimited(Decision decision, String what) {
    long seconds = Math.max(1, decision.retryIn().plusMillis(999).toSeconds());
    return new Refusal(
        Code.RATE_LIMITED,
        "Too many " + what + ". Wait " + seconds + " s and try again.",
        decision.retryIn(),
        Optional.of(new Quota(decision.scope(), decision.permits(), decision.window())),
        Map.of(),
        List.of());
  }

  /// The roles of the caller allow it; a token with all of these scopes would do.
  static Refusal insufficientScope(Collection<Scope> needed) {
    List<Scope> sorted = needed.stream().distinct().sorted().toList();
    return new Refusal(
        Code.INSUFFICIENT_SCOPE,
        "The access token lacks a scope this needs. Get one with all of: "
            + String.join(" ", sorted.stream().map(Scope::value).toList())
            + ".",
        Duration.ZERO,
        Optional.empty(),
        Map.of(),
        sorted);
  }

  static Refusal unknownMethod() {
    return of(Code.UNKNOWN_METHOD, "There is no such method here for you.");
  }

  static Refusal unknownTool() {
    return of(
        Code.UNKNOWN_TOOL,
        "There is no tool of this name. Use tools/list to see the tools you can call.");
  }

  static Refusal unknownPrompt() {
    return of(
        Code.UNKNOWN_PROMPT,
        "There is no prompt of this name. Use prompts/list to see the prompts you can get.");
  }

  static Refusal unknownResource() {
    return of(
        Code.UNKNOWN_RESOURCE,
        "There is no resource under this URI. Use resources/list to see what you can read.");
  }

  static Refusal unknownSkill() {
    return of(
        Code.UNKNOWN_SKILL,
        "There is no skill under this URI. Use skills/list to see the skills you can read.");
  }

  static Refusal invalidArguments(List<String> problems) {
    return of(
        Code.INVALID_ARGUMENTS,
        "The arguments are not valid: "
            + String.join("; ", problems)
            + ". Correct them and call again.");
  }
}

package dev.doorward.cli.check;

import dev.doorward.transport.http.auth.TokenOpinion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Why exactly a token would be refused. Clients are never told: it would help whoever guesses.
final class TokenStep implements Step {
  private static final String NAME = "token";

  @Override
  public List<Finding> examine(Subject subject, Probe probe) {
    if (subject.token().isEmpty()) {
      return List.of(Finding.skipped(NAME, "none was given; give one with --token-file"));
    }
    if (subject.judge().isEmpty()) {
      return List.of(
          Finding.skipped(
              NAME, "it cannot be judged while there are no keys that this server could use"));
    }
    Function<String, TokenOpinion> judge = subject.judge().get();
    TokenOpinion opinion = judge.apply(subject.token().get());
    if (!opinion.accepted()) {
      TokenReason reason = TokenReason.of(opinion.reason());
      return List.of(
          new Finding(
              NAME,
              Level.BROKEN,
              "it would be refused (" + opinion.reason() + "): " + reason.meaning(),
              reason.fix()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good(NAME, "it would be accepted"));
    if (opinion.roles().stream().noneMatch(subject.roles()::contains)) {
      findings.add(
          new Finding(
              NAME,
              Level.BROKEN,
              "none of its roles is known here, so everything would be refused: "
                  + (opinion.roles().isEmpty()
                      ? "it has none"
                      : String.join(", ", opinion.roles())),
              "give the bearer a role at the issuer, name the claim with issuer.roles-claim, or add"
                  + " the role to access.roles"));
    }
    return findings;
  }
}

package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.cli.check.Finding;
import dev.doorward.cli.check.Subject;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKeys;
import dev.doorward.transport.http.auth.IssuerRefused;
import dev.doorward.transport.http.auth.KeyRefused;
import dev.doorward.transport.http.auth.TokenOpinion;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The issuers of the settings, and what the door would say of a token.
final class CheckedTokens {
  private final Settings settings;
  private final InstantSource clock;

  CheckedTokens(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// The external issuers whose tokens are judged by keys; a provider that is asked about each
  /// token has none to look at.
  List<Subject.CheckedIssuer> issuers() {
    List<Subject.CheckedIssuer> issuers = new ArrayList<>();
    settings
        .trustedIssuers()
        .forEach(
            (name, profile) -> {
              if (profile.lookup().isEmpty()) {
                issuers.add(
                    new Subject.CheckedIssuer(
                        name.equals("issuer") ? name : "issuers." + name,
                        profile.issuer(),
                        profile.jwks()));
              }
            });
    return issuers;
  }

  /// Issuers whose keys lie here and would end a start.
  List<Finding> refused() {
    try {
      accepted();
      return List.of();
    } catch (IssuerRefused refused) {
      return List.of(CheckedStart.refused("keys", refused.line()));
    } catch (KeyRefused | TokenRefused _) {
      // The step for the data folder, or the start rules, say so.
      return List.of();
    }
  }

  /// What judges tokens as the door would; empty while the local issuer has no key, and when a
  /// start would be refused for its issuers.
  Optional<Function<String, TokenOpinion>> judge() {
    try {
      return accepted().map(tokens -> token -> TokenOpinion.of(tokens, token));
    } catch (IssuerRefused | KeyRefused | TokenRefused _) {
      return Optional.empty();
    }
  }

  private Optional<AccessTokens> accepted() {
    String audience = LocalTokens.audience(settings);
    Optional<AccessTokens> tokens =
        settings.usesLocalIssuer()
            ? LocalTokens.look(settings, clock)
                .map(issuer -> AccessTokens.local(issuer, audience, clock))
            : Optional.of(AccessTokens.external(settings.trustedIssuers(), audience, clock));
    return tokens.map(
        accepted -> accepted.and(ApiKeys.of(settings.apiKey(), settings.apiKeys(), clock)));
  }
}

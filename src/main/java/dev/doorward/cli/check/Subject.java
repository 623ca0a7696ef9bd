package dev.doorward.cli.check;

import dev.doorward.transport.http.auth.TokenOpinion;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What is looked at, once the settings are known.
///
/// @param endpoint the address of the endpoint that the configuration promises to clients
/// @param issuers the external issuers; none means the local one
/// @param roles names of the roles that may do something
/// @param url a running server's public address, without `/mcp`
/// @param token a token to judge; never printed
/// @param judge what the server would say of a token; empty when that cannot be told
public record Subject(
    URI endpoint,
    List<CheckedIssuer> issuers,
    Set<String> roles,
    Optional<URI> url,
    Optional<String> token,
    Optional<Function<String, TokenOpinion>> judge,
    InstantSource clock) {
  public Subject {
    issuers = List.copyOf(issuers);
    roles = Set.copyOf(roles);
  }

  /// One external issuer.
  ///
  /// @param section where its keys stand in the configuration: `issuer` or `issuers.` and a name
  /// @param name the exact `iss`
  /// @param jwks where its keys are: an address or a file; empty when a secret is shared instead
  public record CheckedIssuer(String section, String name, Optional<String> jwks) {
    /// The key that names it, for fixes.
    String key() {
      return section + (section.equals("issuer") ? ".name" : ".issuer");
    }
  }
}

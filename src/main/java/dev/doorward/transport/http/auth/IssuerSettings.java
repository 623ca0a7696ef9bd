package dev.doorward.transport.http.auth;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Optional;

/// The short way to name one issuer; without a name, and without further profiles, the local
/// issuer's tokens are accepted.
///
/// @param name the exact `iss` of the external issuer
/// @param jwks where its public keys are: an https address, an http address on loopback, or a file
/// @param secret a secret shared with the issuer, in place of keys; at least 32 bytes
/// @param audience accepted `aud` values; empty means the server's own address with `/mcp`
/// @param algorithms accepted signature algorithms; with a secret it is HS256 alone
/// @param tokenTypes accepted `typ` headers in lower case
/// @param rolesClaim the claim that holds the caller's roles, dots descend into objects
/// @param clientId what this server is called at the one provider that is asked about tokens
/// @param clientSecret how it proves that there
@Introspected
public record IssuerSettings(
    Optional<String> name,
    Optional<String> jwks,
    Optional<Secret> secret,
    List<String> audience,
    List<String> algorithms,
    List<String> tokenTypes,
    String rolesClaim,
    Optional<String> clientId,
    Optional<Secret> clientSecret) {
  /// What holds when nothing else is configured: the local issuer.
  public static final IssuerSettings DEFAULTS =
      new IssuerSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of("RS256", "PS256", "ES256"),
          List.of("at+jwt"),
          "roles",
          Optional.empty(),
          Optional.empty());

  public IssuerSettings {
    audience = List.copyOf(audience);
    algorithms = List.copyOf(algorithms);
    tokenTypes = List.copyOf(tokenTypes);
  }

  /// Whether tokens come from an issuer elsewhere.
  public boolean external() {
    return name.isPresent();
  }

  /// The same as a profile; empty for the local issuer.
  public Optional<IssuerProfile> profile() {
    return name.map(
        issuer ->
            new IssuerProfile(
                IssuerKind.OIDC,
                issuer,
                jwks,
                secret,
                audience,
                secret.isPresent() ? List.of("HS256") : algorithms,
                tokenTypes,
                rolesClaim,
                Optional.empty(),
                "sub",
                Optional.empty()));
  }
}

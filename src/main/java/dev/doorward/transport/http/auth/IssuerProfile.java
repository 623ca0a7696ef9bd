package dev.doorward.transport.http.auth;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One issuer elsewhere whose access tokens are accepted, and exactly which of them.
///
/// @param kind what is known of the provider
/// @param issuer the exact `iss`
/// @param jwks where its public keys are: an https address, an http address on loopback, or a file;
///   empty when a secret is shared instead, or the issuer is asked
/// @param secret what signs its tokens with HS256 in place of keys
/// @param audience accepted `aud` values; empty means the server's own address with `/mcp`
/// @param algorithms accepted signature algorithms
/// @param tokenTypes accepted `typ` headers in lower case, or [#NO_TYPE]
/// @param rolesClaim the claim that holds the caller's roles; dots descend into objects
/// @param scopesClaim the claim that holds scopes; empty means `scope`, else `scp`
/// @param subjectClaim the claim that names the caller beside `sub`, which is always required
/// @param tenant the exact `tid` its tokens must have
/// @param certificateBound whether each must be bound to the certificate of its client (RFC 8705)
/// @param lookup how it is asked about tokens that nobody else can read; empty for issuers that
///   sign their tokens
@Introspected
public record IssuerProfile(
    IssuerKind kind,
    String issuer,
    Optional<String> jwks,
    Optional<Secret> secret,
    List<String> audience,
    List<String> algorithms,
    List<String> tokenTypes,
    String rolesClaim,
    Optional<String> scopesClaim,
    String subjectClaim,
    Optional<String> tenant,
    boolean certificateBound,
    Optional<LookupProfile> lookup) {
  /// Stands for a token without a `typ` header.
  public static final String NO_TYPE = "absent";

  /// The algorithms that are accepted unless fewer are named.
  public static final List<String> ALGORITHMS = List.of("RS256", "PS256", "ES256");

  /// An issuer that signs its tokens, which may be bound to certificates and need not.
  public IssuerProfile(
      IssuerKind kind,
      String issuer,
      Optional<String> jwks,
      Optional<Secret> secret,
      List<String> audience,
      List<String> algorithms,
      List<String> tokenTypes,
      String rolesClaim,
      Optional<String> scopesClaim,
      String subjectClaim,
      Optional<String> tenant) {
    this(
        kind,
        issuer,
        jwks,
        secret,
        audience,
        algorithms,
        tokenTypes,
        rolesClaim,
        scopesClaim,
        subjectClaim,
        tenant,
        false,
        Optional.empty());
  }

  public IssuerProfile {
    audience = List.copyOf(audience);
    algorithms = List.copyOf(algorithms);
    tokenTypes = List.copyOf(tokenTypes);
    if (Stream.of(jwks, secret, lookup).filter(Optional::isPresent).count() != 1
        || lookup.isPresent() != kind.opaque()) {
      throw new IllegalArgumentException("an issuer has either keys, or a secret, or is asked");
    }
  }
}

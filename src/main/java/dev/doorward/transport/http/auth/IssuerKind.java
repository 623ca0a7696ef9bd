package dev.doorward.transport.http.auth;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The providers whose access tokens we know well enough to tell them from their other tokens. A
/// kind gives a profile its defaults and what a token must say beyond RFC 9068.
public enum IssuerKind {
  /// Any issuer that writes tokens as RFC 9068 says.
  OIDC(List.of("at+jwt"), "roles", "sub", "client_id"),
  /// Keycloak: `typ` is `JWT` unless the client is told otherwise, the claim `typ` tells an access
  /// token from an ID token.
  KEYCLOAK(List.of("at+jwt", "jwt"), "realm_access.roles", "sub", "azp"),
  /// Entra ID, tokens of version 1: the issuer is `sts.windows.net`.
  ENTRA_V1(List.of("jwt"), "roles", "oid", "appid"),
  /// Entra ID, tokens of version 2.
  ENTRA_V2(List.of("jwt"), "roles", "oid", "azp"),
  /// Auth0; custom claims have addresses for names.
  AUTH0(List.of("at+jwt", "jwt"), "roles", "sub", "azp"),
  /// Okta's custom authorization servers; their tokens have no `typ`.
  OKTA(List.of("at+jwt", IssuerProfile.NO_TYPE), "groups", "sub", "cid"),
  /// Any server that is asked about its tokens as RFC 7662 says.
  INTROSPECTION(List.of(), "roles", "sub", "client_id"),
  /// Google, which is asked through its `tokeninfo`.
  GOOGLE(List.of(), "roles", "sub", "azp"),
  /// An application of GitHub's, which is asked about the tokens of its users.
  GITHUB(List.of(), "roles", "sub", "client_id");

  private static final String ENTRA = "https://login.microsoftonline.com/";

  @SuppressWarnings("ImmutableEnumChecker") // List.of() cannot be changed
  private final List<String> tokenTypes;

  private final String rolesClaim;
  private final String subjectClaim;
  private final String clientClaim;

  IssuerKind(List<String> tokenTypes, String rolesClaim, String subjectClaim, String clientClaim) {
    this.tokenTypes = tokenTypes;
    this.rolesClaim = rolesClaim;
    this.subjectClaim = subjectClaim;
    this.clientClaim = clientClaim;
  }

  /// The `typ` headers of its access tokens, in lower case.
  public List<String> tokenTypes() {
    return tokenTypes;
  }

  /// Where it writes roles.
  public String rolesClaim() {
    return rolesClaim;
  }

  /// The claim that names a user for good.
  public String subjectClaim() {
    return subjectClaim;
  }

  String clientClaim() {
    return clientClaim;
  }

  /// Whether nobody but the provider can read its tokens, so that it is asked about each.
  public boolean opaque() {
    return this == INTROSPECTION || this == GOOGLE || this == GITHUB;
  }

  /// Whether a profile must name its tenant.
  public boolean needsTenant() {
    return this == ENTRA_V1 || this == ENTRA_V2;
  }

  /// The exact `iss` where it follows from the tenant or the kind.
  public Optional<String> issuerOf(String tenant) {
    return switch (this) {
      case ENTRA_V1 -> Optional.of("https://sts.windows.net/" + tenant + "/");
      case ENTRA_V2 -> Optional.of(ENTRA + tenant + "/v2.0");
      case GOOGLE -> Optional.of("https://accounts.google.com");
      case GITHUB -> Optional.of("https://github.com/login/oauth");
      case OIDC, KEYCLOAK, AUTH0, OKTA, INTROSPECTION -> Optional.empty();
    };
  }

  /// Where the keys are, when that follows from issuer or tenant.
  public Optional<String> jwksOf(String issuer, Optional<String> tenant) {
    return switch (this) {
      case OIDC, INTROSPECTION, GOOGLE, GITHUB -> Optional.empty();
      case KEYCLOAK -> Optional.of(issuer + "/protocol/openid-connect/certs");
      case AUTH0 -> Optional.of(issuer + ".well-known/jwks.json");
      case OKTA -> Optional.of(issuer + "/v1/keys");
      case ENTRA_V1 -> tenant.map(id -> ENTRA + id + "/discovery/keys");
      case ENTRA_V2 -> tenant.map(id -> ENTRA + id + "/discovery/v2.0/keys");
    };
  }

  /// Where an opaque kind is asked, when there is only one such place.
  public Optional<URI> endpoint() {
    return switch (this) {
      case GOOGLE -> Optional.of(URI.create("https://oauth2.googleapis.com/tokeninfo"));
      case GITHUB -> Optional.of(URI.create("https://api.github.com"));
      case OIDC, KEYCLOAK, ENTRA_V1, ENTRA_V2, AUTH0, OKTA, INTROSPECTION -> Optional.empty();
    };
  }

  /// Claims that must have exactly this value in an access token.
  Map<String, String> fixedClaims() {
    return switch (this) {
      case KEYCLOAK -> Map.of("typ", "Bearer");
      case ENTRA_V1 -> Map.of("ver", "1.0");
      case ENTRA_V2 -> Map.of("ver", "2.0");
      case OIDC, AUTH0, OKTA, INTROSPECTION, GOOGLE, GITHUB -> Map.of();
    };
  }

  /// Claims that access tokens have and ID tokens have not.
  Set<String> accessClaims() {
    return switch (this) {
      case ENTRA_V1, ENTRA_V2, OKTA -> Set.of(clientClaim);
      case OIDC, KEYCLOAK, AUTH0, INTROSPECTION, GOOGLE, GITHUB -> Set.of();
    };
  }
}

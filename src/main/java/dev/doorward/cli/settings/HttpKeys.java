package dev.doorward.cli.settings;

import dev.doorward.limit.Network;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.IssuerSettings;
import dev.doorward.transport.http.auth.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The part of the table of keys that the HTTP door reads.
final class HttpKeys {
  private static final HttpSettings HTTP = HttpSettings.DEFAULTS;
  private static final IssuerSettings ISSUER = IssuerSettings.DEFAULTS;

  static final Key<String> HTTP_HOST =
      Key.of(
              "http.host",
              Shapes.host(),
              HTTP.host(),
              "Address of the main listener; anything but loopback needs an external issuer and TLS.")
          .flag("--host")
          .alias("MCP_HOST");

  static final Key<Integer> HTTP_PORT =
      Key.of(
              "http.port",
              Kinds.integer(),
              HTTP.port(),
              "Port of the main listener; 0 takes a free one.")
          .flag("--port")
          .alias("MCP_PORT");

  static final Key<String> HTTP_MANAGEMENT_HOST =
      Key.of(
          "http.management-host",
          Shapes.host(),
          HTTP.managementHost(),
          "Address of the listener for health and metrics.");

  static final Key<Integer> HTTP_MANAGEMENT_PORT =
      Key.of(
              "http.management-port",
              Kinds.integer(),
              HTTP.managementPort(),
              "Port of the listener for health and metrics; 0 takes a free one.")
          .flag("--management-port");

  static final Key<Optional<URI>> HTTP_PUBLIC_URL =
      Key.of(
          "http.public-url",
          Kinds.optional(Kinds.httpAddress()),
          HTTP.publicUrl(),
          "Address clients use, without /mcp; required when http.host is not loopback.");

  static final Key<List<String>> HTTP_ALLOWED_HOSTS =
      Key.of(
              "http.allowed-hosts",
              Kind.list(Shapes.hostValue(), ","),
              HTTP.allowedHosts(),
              "Further Host values to answer, as name or name:port.")
          .flag("--allow-host");

  static final Key<List<String>> HTTP_ALLOWED_ORIGINS =
      Key.of(
              "http.allowed-origins",
              Kind.list(Shapes.origin(), ","),
              HTTP.allowedOrigins(),
              "Further Origin values to answer, as scheme://host or scheme://host:port.")
          .flag("--allow-origin");

  static final Key<Integer> HTTP_BODY_BYTES =
      Key.of(
          "http.body-bytes", Kinds.integer(), HTTP.bodyBytes(), "How large a request body may be.");

  static final Key<List<Network>> HTTP_TRUSTED_PROXIES =
      Key.of(
          "http.trusted-proxies",
          Kind.list(Shapes.network(), ","),
          HTTP.trustedProxies(),
          "Networks of proxies whose X-Forwarded-For tells the client's address; from all others it"
              + " is ignored.");

  static final Key<Optional<String>> ISSUER_NAME =
      Key.of(
          "issuer.name",
          Kinds.optional(Kinds.text()),
          ISSUER.name(),
          "Exact iss of the external issuer; without it only the local issuer's tokens are accepted.");

  static final Key<Optional<String>> ISSUER_JWKS =
      Key.of(
          "issuer.jwks",
          Kinds.optional(Kinds.text()),
          ISSUER.jwks(),
          "Where the external issuer's public keys are: an https address, http on loopback, or a file.");

  static final Key<Optional<Secret>> ISSUER_SECRET =
      Key.of(
              "issuer.secret",
              Kinds.optional(Kinds.secret()),
              ISSUER.secret(),
              "Secret of at least 32 bytes shared with the external issuer, which then signs with HS256;"
                  + " public keys are safer.")
          .alias("JWT_SECRET");

  static final Key<List<String>> ISSUER_AUDIENCE =
      Key.of(
              "issuer.audience",
              Kind.list(Kinds.text(), ","),
              ISSUER.audience(),
              "Accepted aud values.")
          .shownAs("the server's own address with /mcp");

  static final Key<List<String>> ISSUER_ALGORITHMS =
      Key.of(
          "issuer.algorithms",
          Kind.list(Shapes.oneOf("signature algorithm", List.of("ES256", "PS256", "RS256")), ","),
          ISSUER.algorithms(),
          "Accepted signature algorithms of the external issuer.");

  static final Key<List<String>> ISSUER_TOKEN_TYPES =
      Key.of(
          "issuer.token-types",
          Kind.list(Shapes.oneOf("token type", List.of("at+jwt", "jwt")), ","),
          ISSUER.tokenTypes(),
          "Accepted typ headers of the external issuer; jwt only for issuers that write no other.");

  static final Key<String> ISSUER_ROLES_CLAIM =
      Key.of(
          "issuer.roles-claim",
          Kinds.text(),
          ISSUER.rolesClaim(),
          "Claim with the caller's roles; dots descend into objects.");

  static final Key<Optional<String>> ISSUER_CLIENT_ID =
      Key.of(
              "issuer.client-id",
              Kinds.optional(Kinds.text()),
              ISSUER.clientId(),
              "Client id at the one provider below issuers that is asked about tokens and has none of"
                  + " its own there.")
          .alias("MCP_OAUTH_CLIENT_ID");

  static final Key<Optional<Secret>> ISSUER_CLIENT_SECRET =
      Key.of(
              "issuer.client-secret",
              Kinds.optional(Kinds.secret()),
              ISSUER.clientSecret(),
              "The secret that belongs to it.")
          .alias("MCP_OAUTH_CLIENT_SECRET");

  static final Key<Map<String, Map<String, List<String>>>> ISSUERS =
      Key.of(
          "issuers",
          Shapes.profiles(),
          Map.<String, Map<String, List<String>>>of(),
          "Further external issuers by a name of your choice: kind (oidc, keycloak, entra-v1, entra-v2,"
              + " auth0, okta), issuer, jwks, audience, algorithms, token-types, roles-claim,"
              + " scopes-claim, subject-claim, tenant, certificate-bound; or providers that are asked about"
              + " tokens: kind (introspection, google, github), endpoint, client-id, client-secret-file,"
              + " cache, accepts-jwt, default-roles, subject-roles; docs/operator.md shows each kind.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL =
      Stream.of(
              List.of(
                  HTTP_HOST,
                  HTTP_PORT,
                  HTTP_MANAGEMENT_HOST,
                  HTTP_MANAGEMENT_PORT,
                  HTTP_PUBLIC_URL,
                  HTTP_ALLOWED_HOSTS,
                  HTTP_ALLOWED_ORIGINS,
                  HTTP_BODY_BYTES,
                  HTTP_TRUSTED_PROXIES),
              ConnectionKeys.ALL,
              TlsKeys.ALL,
              Pkcs11Keys.ALL,
              List.of(
                  ISSUER_NAME,
                  ISSUER_JWKS,
                  ISSUER_SECRET,
                  ISSUER_AUDIENCE,
                  ISSUER_ALGORITHMS,
                  ISSUER_TOKEN_TYPES,
                  ISSUER_ROLES_CLAIM,
                  ISSUER_CLIENT_ID,
                  ISSUER_CLIENT_SECRET,
                  ISSUERS),
              MachineKeys.ALL)
          .<Key<?>>flatMap(List::stream)
          .toList();

  private HttpKeys() {}
}

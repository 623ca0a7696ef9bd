package dev.doorward.transport.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.filters.AuthenticationFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Which access tokens, API keys and client certificates the door accepts, decided once at start.
public final class AccessTokens {
  private static final int MOST_KEY_BYTES = 256 * 1024;

  private final TokenVerifier verifier;
  private final ApiKeys keys;
  private final ClientCertificates certificates;
  private final BearerAuthentication authentication;
  private final TokenMetrics metrics;
  private final List<URI> authorizationServers;

  private AccessTokens(TokenVerifier verifier, TokenMetrics metrics, List<URI> servers) {
    this(verifier, ApiKeys.none(), ClientCertificates.none(), metrics, servers);
  }

  private AccessTokens(
      TokenVerifier verifier,
      ApiKeys keys,
      ClientCertificates certificates,
      TokenMetrics metrics,
      List<URI> servers) {
    this.verifier = verifier;
    this.keys = keys;
    this.certificates = certificates;
    this.authentication = new BearerAuthentication(verifier, keys, certificates);
    this.metrics = metrics;
    this.authorizationServers = List.copyOf(servers);
  }

  /// Accepts the tokens of the local issuer for one audience.
  public static AccessTokens local(LocalIssuer issuer, String audience, InstantSource clock) {
    TrustedIssuer trusted =
        TrustedIssuer.plain(
            issuer.name(),
            audience,
            (selector, context) -> KeyChoice.of(issuer.publicKeys(), selector));
    return new AccessTokens(
        new TokenVerifier(List.of(trusted), new OpaqueTokens(List.of(), System::nanoTime), clock),
        new TokenMetrics(List.of(), List.of()),
        List.of());
  }

  /// Accepts the tokens of issuers elsewhere.
  ///
  /// @param profiles the issuers, each under the name it has in metrics and messages
  /// @param audience holds where a profile names none
  /// @throws IssuerRefused when an issuer's keys cannot be read, with the profile to mend
  public static AccessTokens external(
      Map<String, IssuerProfile> profiles, String audience, InstantSource clock) {
    return external(
        profiles, audience, clock, new ProviderClient(ProviderClient.DEADLINE), System::nanoTime);
  }

  static AccessTokens external(
      Map<String, IssuerProfile> profiles,
      String audience,
      InstantSource clock,
      ProviderClient client,
      LongSupplier nanos) {
    List<TrustedIssuer> trusted = new ArrayList<>();
    List<IssuerKeys> fetched = new ArrayList<>();
    List<TokenLookup> asked = new ArrayList<>();
    List<URI> servers = new ArrayList<>();
    profiles.forEach(
        (name, profile) -> {
          IssuerAddress.of(profile.issuer()).ifPresent(servers::add);
          if (profile.lookup().isPresent()) {
            asked.add(new TokenLookup(name, profile, audience, client, clock));
            return;
          }
          JWKSource<SecurityContext> keys = keys(name, profile, client, clock);
          if (keys instanceof IssuerKeys remote) {
            fetched.add(remote);
          }
          trusted.add(TrustedIssuer.of(profile, audience, keys));
        });
    return new AccessTokens(
        new TokenVerifier(trusted, new OpaqueTokens(asked, nanos), clock),
        new TokenMetrics(fetched, asked),
        servers);
  }

  /// The same, and these API keys.
  public AccessTokens and(ApiKeys accepted) {
    return new AccessTokens(verifier, accepted, certificates, metrics, authorizationServers);
  }

  /// The same, and these clients by their certificates.
  public AccessTokens and(ClientCertificates accepted) {
    return new AccessTokens(verifier, keys, accepted, metrics, authorizationServers);
  }

  private static JWKSource<SecurityContext> keys(
      String name, IssuerProfile profile, ProviderClient client, InstantSource clock) {
    if (profile.secret().isPresent()) {
      return new ImmutableSecret<>(profile.secret().get().bytes());
    }
    String place = profile.jwks().orElseThrow();
    if (!place.startsWith("https://") && !place.startsWith("http://")) {
      JWKSet keys = read(name, Path.of(place));
      return (selector, context) -> KeyChoice.of(keys, selector);
    }
    java.net.http.HttpRequest question =
        java.net.http.HttpRequest.newBuilder(URI.create(place))
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    return new IssuerKeys(name, () -> published(client, question), clock);
  }

  private static byte[] published(ProviderClient client, java.net.http.HttpRequest question)
      throws IOException {
    ProviderClient.Answer answer = client.ask(question, MOST_KEY_BYTES);
    if (answer.status() != 200) {
      throw new IOException("the issuer answered with a status other than 200");
    }
    return answer.body();
  }

  private static JWKSet read(String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_KEY_BYTES + 1);
      if (bytes.length <= MOST_KEY_BYTES) {
        return KeyChoice.usable(JWKSet.parse(new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (IOException | ParseException | IllegalArgumentException _) {
      // Refused below, like a file that is too large.
    }
    throw new IssuerRefused(
        (name.equals("issuer") ? name : "issuers." + name)
            + ".jwks: the file is no JSON Web Key Set with a public key that verifies signatures;"
            + " put the issuer's keys there");
  }

  /// What the framework asks for a request whose caller is not known yet.
  public AuthenticationFetcher<HttpRequest<?>> fetcher() {
    return authentication;
  }

  /// The caller of a request whose token was verified a moment ago and still holds, or whose API
  /// key or certificate is good; empty in every other case, which is for [#fetcher] to judge.
  public Optional<CallerAuthentication> recalled(HttpRequest<?> request) {
    return authentication.recalled(request);
  }

  /// What is measured about keys and tokens.
  public TokenMetrics metrics() {
    return metrics;
  }

  /// Judges a bearer credential in full; may wait for an issuer's keys, or for its answer.
  Verification judge(String credential, ByteBuffer digest) {
    return keys.bearer(credential).orElseGet(() -> verifier.verify(credential, digest));
  }

  TokenVerifier verifier() {
    return verifier;
  }

  /// Where clients get tokens, when that is elsewhere.
  public List<URI> authorizationServers() {
    return authorizationServers;
  }
}

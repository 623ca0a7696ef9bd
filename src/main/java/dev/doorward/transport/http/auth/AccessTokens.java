package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.filters.AuthenticationFetcher;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which access tokens the door accepts, decided once at start.
public final class AccessTokens {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 3_000;
  private static final int MOST_KEY_BYTES = 256 * 1024;
  private static final Duration KEYS_FRESH = Duration.ofMinutes(15);
  private static final Duration KEYS_STALE = Duration.ofHours(24);
  private static final Duration FETCH_WINDOW = Duration.ofSeconds(30);

  private final TokenVerifier verifier;
  private final BearerAuthentication authentication;
  private final Optional<URI> authorizationServer;

  private AccessTokens(
      TrustedIssuer issuer, InstantSource clock, Optional<URI> authorizationServer) {
    this.verifier = new TokenVerifier(issuer, clock);
    this.authentication = new BearerAuthentication(verifier);
    this.authorizationServer = authorizationServer;
  }

  /// Accepts the tokens of the local issuer for one audience.
  public static AccessTokens local(LocalIssuer issuer, String audience, InstantSource clock) {
    JWKSource<SecurityContext> keys = (selector, context) -> selector.select(issuer.publicKeys());
    TrustedIssuer trusted =
        new TrustedIssuer(
            issuer.name(),
            Set.of(audience),
            Set.of(JWSAlgorithm.RS256),
            Set.of("at+jwt"),
            "roles",
            keys);
    return new AccessTokens(trusted, clock, Optional.empty());
  }

  /// Accepts the tokens of an issuer elsewhere.
  ///
  /// @param audience holds where the settings name none
  /// @throws IllegalArgumentException when the settings lack what an external issuer needs, with
  ///   the key to set
  public static AccessTokens external(
      IssuerSettings settings, String audience, InstantSource clock) {
    String name =
        settings.name().orElseThrow(() -> new IllegalArgumentException("issuer.name is not set"));
    String jwks =
        settings.jwks().orElseThrow(() -> new IllegalArgumentException("issuer.jwks is not set"));
    TrustedIssuer trusted =
        new TrustedIssuer(
            name,
            Set.copyOf(settings.audience().isEmpty() ? List.of(audience) : settings.audience()),
            settings.algorithms().stream()
                .map(JWSAlgorithm::parse)
                .collect(Collectors.toUnmodifiableSet()),
            settings.tokenTypes().stream()
                .map(t -> t.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()),
            settings.rolesClaim(),
            keys(jwks));
    return new AccessTokens(trusted, clock, IssuerAddress.of(name));
  }

  /// Old keys serve through an outage of the issuer, an unknown key id fetches at most twice in a
  /// window.
  private static JWKSource<SecurityContext> keys(String location) {
    try {
      if (!location.startsWith("https://") && !location.startsWith("http://")) {
        return new ImmutableJWKSet<>(JWKSet.load(Path.of(location).toFile()));
      }
      return JWKSourceBuilder.create(URI.create(location).toURL(), AccessTokens::fetch)
          .cache(KEYS_FRESH.toMillis(), READ_MILLIS + CONNECT_MILLIS)
          .rateLimited(FETCH_WINDOW.toMillis())
          .outageTolerant(KEYS_STALE.toMillis())
          .build();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException("issuer.jwks is neither an address nor a file", e);
    } catch (IOException | ParseException e) {
      throw new IllegalArgumentException("issuer.jwks cannot be read as a JSON Web Key Set", e);
    }
  }

  /// A set without a key is an outage of the issuer, whatever its status says: it must not replace
  /// keys that are known.
  private static Resource fetch(URL location) throws IOException {
    Resource fetched =
        new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_KEY_BYTES)
            .retrieveResource(location);
    try {
      if (JWKSet.parse(fetched.getContent()).isEmpty()) {
        throw new IOException("the issuer's key set is empty");
      }
    } catch (ParseException e) {
      throw new IOException("the issuer's key set cannot be read", e);
    }
    return fetched;
  }

  /// What the framework asks for a request whose caller is not known yet.
  public AuthenticationFetcher<HttpRequest<?>> fetcher() {
    return authentication;
  }

  /// The caller of a request whose token was verified a moment ago and still holds; empty in every
  /// other case, which is for [#fetcher] to judge.
  public Optional<CallerAuthentication> recalled(HttpRequest<?> request) {
    return authentication.recalled(request);
  }

  TokenVerifier verifier() {
    return verifier;
  }

  /// Where clients get tokens, when that is elsewhere.
  public Optional<URI> authorizationServer() {
    return authorizationServer;
  }
}

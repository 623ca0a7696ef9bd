package dev.doorward.transport.http.auth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.filters.AuthenticationFetcher;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// Which access tokens, API keys and client certificates the door accepts. Issuers elsewhere can be
/// changed while it is open.
public final class AccessTokens {
  private final TokenVerifier verifier;
  private final ApiKeys keys;
  private final ClientCertificates certificates;
  private final BearerAuthentication authentication;
  private final Standings standings;
  private final TokenMetrics metrics = new TokenMetrics();
  private final Renewal renewal;
  private volatile Trust trust;

  /// Makes a trust of profiles, with the keys of the one before where they are the same.
  private interface Renewal {
    Trust of(Map<String, IssuerProfile> profiles, Trust before);
  }

  private AccessTokens(TokenVerifier verifier, Renewal renewal, Trust trust) {
    this(verifier, renewal, trust, ApiKeys.none(), ClientCertificates.none());
  }

  private AccessTokens(
      TokenVerifier verifier,
      Renewal renewal,
      Trust trust,
      ApiKeys keys,
      ClientCertificates certificates) {
    this.verifier = verifier;
    this.renewal = renewal;
    this.trust = trust;
    this.keys = keys;
    this.certificates = certificates;
    this.standings = new Standings(verifier, keys, certificates);
    this.authentication = new BearerAuthentication(verifier, keys, certificates, standings::trust);
    metrics.measure(trust);
  }

  /// Accepts the tokens of the local issuer for one audience.
  public static AccessTokens local(LocalIssuer issuer, String audience, InstantSource clock) {
    TrustedIssuer trusted =
        TrustedIssuer.plain(
            issuer.name(),
            audience,
            (selector, context) -> KeyChoice.of(issuer.publicKeys(), selector));
    return new AccessTokens(
        new TokenVerifier(List.of(trusted), Trust.NONE.opaque(), clock),
        (_, before) -> before,
        Trust.NONE);
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
    Renewal renewal = (asked, before) -> trust(asked, audience, before, client, clock, nanos);
    Trust trust = renewal.of(profiles, Trust.NONE);
    return new AccessTokens(
        new TokenVerifier(trust.issuers(), trust.opaque(), clock), renewal, trust);
  }

  private static Trust trust(
      Map<String, IssuerProfile> profiles,
      String audience,
      Trust before,
      ProviderClient client,
      InstantSource clock,
      LongSupplier nanos) {
    List<TrustedIssuer> trusted = new ArrayList<>();
    Map<String, IssuerKeys> fetched = new HashMap<>();
    Map<String, TokenLookup> asked = new LinkedHashMap<>();
    Map<String, String> filed = new HashMap<>();
    List<URI> servers = new ArrayList<>();
    profiles.forEach(
        (name, profile) -> {
          IssuerAddress.of(profile.issuer()).ifPresent(servers::add);
          if (profile.lookup().isPresent()) {
            TokenLookup same = before.asked(name, profile);
            asked.put(
                name,
                same == null ? new TokenLookup(name, profile, audience, client, clock) : same);
            return;
          }
          IssuerKeys known = before.fetched(name, profile);
          JWKSource<SecurityContext> keys =
              known == null ? IssuerKeySource.of(name, profile, client, clock, filed) : known;
          if (keys instanceof IssuerKeys remote) {
            fetched.put(name, remote);
          }
          trusted.add(TrustedIssuer.of(profile, audience, keys));
        });
    return new Trust(
        profiles,
        trusted,
        fetched,
        asked,
        new OpaqueTokens(List.copyOf(asked.values()), nanos),
        filed,
        servers);
  }

  /// The same, and these API keys.
  public AccessTokens and(ApiKeys accepted) {
    return new AccessTokens(verifier, renewal, trust, accepted, certificates);
  }

  /// The same, and these clients by their certificates.
  public AccessTokens and(ClientCertificates accepted) {
    return new AccessTokens(verifier, renewal, trust, keys, accepted);
  }

  /// What other profiles would have the door accept; nothing is changed yet. The local issuer's
  /// tokens are for good: for those it is always the same.
  ///
  /// @throws IssuerRefused when an issuer's keys cannot be read, with the profile to mend
  public Trust prepare(Map<String, IssuerProfile> profiles) {
    return renewal.of(profiles, trust);
  }

  /// What is accepted now.
  public Trust trust() {
    return trust;
  }

  /// Accepts what was prepared and nothing else from now on. Nothing that was found of a token
  /// before is remembered, unless nothing has changed.
  ///
  /// @return the issuers that are not trusted any more, by their exact `iss`
  public Set<String> use(Trust next) {
    Trust before = trust;
    if (next.same(before)) {
      return Set.of();
    }
    trust = next;
    verifier.trust(next.issuers(), next.opaque());
    standings.changed();
    metrics.measure(next);
    return next.without(before);
  }

  /// What other API keys and client certificates would have the door accept; nothing is changed
  /// yet.
  ///
  /// @throws IssuerRefused when the file of an authority cannot be used, with the profile to mend
  public Machines prepare(
      ApiKeySettings single,
      Map<String, ApiKeyProfile> profiles,
      Map<String, ClientCertificateProfile> clients) {
    return new Machines(keys.prepare(single, profiles), new KnownClients(clients));
  }

  /// The keys and certificates that are accepted now.
  public Machines machines() {
    return new Machines(keys.accepted(), certificates.known());
  }

  /// Accepts these keys and certificates and no others from now on.
  ///
  /// @return the callers whose key or profile is gone
  public Set<CallerId> use(Machines next) {
    if (next.same(machines())) {
      return Set.of();
    }
    Set<CallerId> gone = new HashSet<>(keys.use(next.keys()));
    gone.addAll(certificates.use(next.clients()));
    standings.changed();
    return gone;
  }

  /// Whether the credential of a request whose caller was authenticated goes on being good, for a
  /// stream that is opened for it.
  public Standing standing(HttpRequest<?> request, Caller caller) {
    return standings.of(request, caller);
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

  /// Whether a request's token was called good by its provider within the last minute: it must be
  /// judged again, but who sends it is no stranger.
  public boolean goodLately(HttpRequest<?> request) {
    return authentication.goodLately(request);
  }

  /// Tells how requests come to the door, before it opens.
  public void locate(Whereabouts whereabouts) {
    authentication.locate(whereabouts);
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
    return trust.servers();
  }
}

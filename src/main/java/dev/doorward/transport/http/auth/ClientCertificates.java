package dev.doorward.transport.http.auth;

import dev.doorward.caller.CallerId;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/// The clients that are known by their certificates, which can be others while the door is open.
/// Whose a certificate is, is found once per connection; its times are judged on every request.
public final class ClientCertificates {
  /// The issuer of their callers; the subject is the profile's name.
  public static final String ISSUER = "client-certificate";

  private static final String KEPT = "doorward.certificate.caller";

  /// What was found for a connection, and among whom.
  private record Found(KnownClients by, Verification verification) {}

  private final InstantSource clock;
  private volatile KnownClients known;

  private ClientCertificates(KnownClients known, InstantSource clock) {
    this.known = known;
    this.clock = clock;
  }

  /// Knows the clients of these profiles, whose names differ.
  ///
  /// @throws IssuerRefused when the file of an authority cannot be used, with the profile to mend
  public static ClientCertificates of(
      Map<String, ClientCertificateProfile> profiles, InstantSource clock) {
    return new ClientCertificates(new KnownClients(profiles), clock);
  }

  /// Knows nobody.
  static ClientCertificates none() {
    return of(Map.of(), InstantSource.system());
  }

  /// Knows these clients and no others from now on; what was found for a connection is found anew.
  ///
  /// @return the callers whose profiles are gone
  Set<CallerId> use(KnownClients next) {
    KnownClients before = known;
    if (next.same(before)) {
      // What was found for connections holds on.
      return Set.of();
    }
    known = next;
    return next.without(before);
  }

  KnownClients known() {
    return known;
  }

  InstantSource clock() {
    return clock;
  }

  /// Judges the certificate of a request's connection; empty where nobody is known by one or none
  /// was shown.
  Optional<Verification> of(HttpRequest<?> request) {
    KnownClients now = known;
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Optional<SSLSession> session = request.getSslSession();
    return session
        .flatMap(ShownCertificate::of)
        .map(
            shown -> {
              if (session.get().getValue(KEPT) instanceof Found found && found.by() == now) {
                return timely(found.verification());
              }
              Verification judged = now.judge(shown);
              session.get().putValue(KEPT, new Found(now, judged));
              return timely(judged);
            });
  }

  private Verification timely(Verification verification) {
    if (!(verification instanceof Verification.Verified verified)) {
      return verification;
    }
    Instant now = clock.instant();
    return now.isBefore(verified.from()) || now.isAfter(verified.until())
        ? new Verification.Rejected("certificate_expired")
        : verification;
  }

  /// Says whose a certificate is, whatever the time.
  Verification judge(ShownCertificate shown) {
    return known.judge(shown);
  }
}

package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import io.micronaut.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/// The clients that are known by their certificates. Whose a certificate is, is found once per
/// connection; its times are judged on every request.
public final class ClientCertificates {
  /// The issuer of their callers; the subject is the profile's name.
  public static final String ISSUER = "client-certificate";

  private static final String KEPT = "doorward.certificate.caller";
  private static final int BYTE_LIMIT = 1024 * 1024;

  /// @param authorities empty means that any trusted one will do
  private record Known(
      String name, ClientCertificateProfile profile, List<X509Certificate> authorities) {}

  /// What was found for a connection, and by whom.
  private record Found(ClientCertificates by, Verification verification) {}

  private final InstantSource clock;
  private final Map<CertificateName, Known> known = new HashMap<>();

  private ClientCertificates(Map<String, ClientCertificateProfile> profiles, InstantSource clock) {
    this.clock = clock;
    profiles.forEach(
        (name, profile) -> {
          List<X509Certificate> authorities =
              profile.authority().map(file -> read(name, file)).orElse(List.of());
          if (known.put(profile.san(), new Known(name, profile, authorities)) != null) {
            throw new IllegalArgumentException("two profiles have the same name");
          }
        });
  }

  /// Knows the clients of these profiles, whose names differ.
  ///
  /// @throws IssuerRefused when the file of an authority cannot be used, with the profile to mend
  public static ClientCertificates of(
      Map<String, ClientCertificateProfile> profiles, InstantSource clock) {
    return new ClientCertificates(profiles, clock);
  }

  /// Knows nobody.
  static ClientCertificates none() {
    return of(Map.of(), InstantSource.system());
  }

  private static List<X509Certificate> read(String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length <= BYTE_LIMIT) {
        Collection<? extends Certificate> found =
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(bytes));
        List<X509Certificate> authorities = new ArrayList<>();
        found.forEach(
            one -> {
              if (one instanceof X509Certificate authority) {
                authorities.add(authority);
              }
            });
        if (!authorities.isEmpty()) {
          return authorities;
        }
      }
    } catch (IOException | GeneralSecurityException _) {
      // Refused below, like a file without a certificate.
    }
    throw new IssuerRefused(
        "client-certificates."
            + name
            + ".authority: the file holds no certificate that can be read; put the authority's"
            + " there, in PEM");
  }

  /// Judges the certificate of a request's connection; empty where nobody is known by one or none
  /// was shown.
  Optional<Verification> of(HttpRequest<?> request) {
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Optional<SSLSession> session = request.getSslSession();
    return session
        .flatMap(ShownCertificate::of)
        .map(
            shown -> {
              if (session.get().getValue(KEPT) instanceof Found found && found.by() == this) {
                return timely(found.verification());
              }
              Verification judged = judge(shown);
              session.get().putValue(KEPT, new Found(this, judged));
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
    Set<Known> named = new HashSet<>();
    for (CertificateName name : shown.names()) {
      Known one = known.get(name);
      if (one != null) {
        named.add(one);
      }
    }
    if (named.isEmpty()) {
      return new Verification.Rejected("certificate_unknown");
    }
    if (named.size() > 1 || severalIdentities(shown.names())) {
      return new Verification.Rejected("certificate_ambiguous");
    }
    // An authority signs for others and never speaks for itself.
    if (shown.certificate().getBasicConstraints() >= 0) {
      return new Verification.Rejected("certificate_authority");
    }
    Known client = named.iterator().next();
    if (!client.authorities().isEmpty()
        && client.authorities().stream().noneMatch(pinned -> signed(pinned, shown))) {
      return new Verification.Rejected("certificate_issuer");
    }
    return verified(client, shown);
  }

  /// A certificate with a SPIFFE ID has no other address (X509-SVID, section 2).
  private static boolean severalIdentities(List<CertificateName> names) {
    List<CertificateName> addresses =
        names.stream().filter(name -> name.kind() == CertificateName.Kind.URI).toList();
    return addresses.size() > 1
        && addresses.stream().anyMatch(name -> name.value().startsWith("spiffe://"));
  }

  /// Whether an authority signed the certificate itself. The chain that came with it is only what
  /// the client sent, and a name is what any authority can write.
  private static boolean signed(X509Certificate authority, ShownCertificate shown) {
    try {
      if (!shown
          .certificate()
          .getIssuerX500Principal()
          .equals(authority.getSubjectX500Principal())) {
        return false;
      }
      shown.certificate().verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static Verification verified(Known client, ShownCertificate shown) {
    ClientCertificateProfile profile = client.profile();
    Caller caller =
        new Caller(
            new CallerId(ISSUER, client.name()),
            profile.roles(),
            profile.scopes(),
            profile.client(),
            Door.HTTP,
            shown.thumbprint());
    Instant end = shown.certificate().getNotAfter().toInstant();
    return new Verification.Verified(
        caller, shown.certificate().getNotBefore().toInstant(), end, end);
  }
}

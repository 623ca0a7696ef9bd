package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The clients that are known by their certificates at one time: made whole, then used in place of
/// those before.
final class KnownClients {
  private static final int BYTE_LIMIT = 1024 * 1024;

  /// @param authorities empty means that any trusted one will do
  private record Known(
      String name, ClientCertificateProfile profile, List<X509Certificate> authorities) {}

  private final Map<CertificateName, Known> byName = new HashMap<>();

  /// @throws IssuerRefused when the file of an authority cannot be used, with the profile to mend
  KnownClients(Map<String, ClientCertificateProfile> profiles) {
    profiles.forEach(
        (name, profile) -> {
          List<X509Certificate> authorities =
              profile.authority().map(file -> read(name, file)).orElse(List.of());
          if (byName.put(profile.san(), new Known(name, profile, authorities)) != null) {
            throw new IllegalArgumentException("two profiles have the same name");
          }
        });
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

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /// Whether others are the same clients, of the same authorities.
  boolean same(KnownClients others) {
    return byName.equals(others.byName);
  }

  /// The names of the profiles whose authority's file holds something else for others.
  Set<String> otherAuthorities(KnownClients others) {
    Set<String> changed = new TreeSet<>();
    byName.forEach(
        (name, known) -> {
          Known other = others.byName.get(name);
          if (other != null
              && other.profile().equals(known.profile())
              && !other.authorities().equals(known.authorities())) {
            changed.add(known.name());
          }
        });
    return changed;
  }

  /// The callers of others whose profiles' names are not here.
  Set<CallerId> without(KnownClients others) {
    Set<CallerId> gone = others.callers();
    gone.removeAll(callers());
    return gone;
  }

  private Set<CallerId> callers() {
    Set<CallerId> all = new HashSet<>();
    byName.values().forEach(known -> all.add(id(known)));
    return all;
  }

  private static CallerId id(Known client) {
    return new CallerId(ClientCertificates.ISSUER, client.name());
  }

  /// Says whose a certificate is, whatever the time.
  Verification judge(ShownCertificate shown) {
    Set<Known> named = new HashSet<>();
    for (CertificateName name : shown.names()) {
      Known one = byName.get(name);
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
            id(client),
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

package dev.doorward.transport.http.auth;

import io.micronaut.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// The certificate a client showed when it connected. The handshake has found that an authority of
/// `http.tls.client-ca` vouches for it; what came with it on the wire is not looked at.
///
/// @param thumbprint SHA-256 of it in base64url (RFC 8705, section 3.1)
/// @param names its names of the kinds that can name a caller
record ShownCertificate(
    X509Certificate certificate, String thumbprint, List<CertificateName> names) {
  private static final String KEPT = "doorward.certificate";
  private static final int MOST_NAMES = 64;
  private static final int TYPE_DNS = 2;
  private static final int TYPE_URI = 6;

  ShownCertificate {
    names = List.copyOf(names);
  }

  /// The certificate of a request's connection; empty when it has none.
  static Optional<ShownCertificate> of(HttpRequest<?> request) {
    return request.getSslSession().flatMap(ShownCertificate::of);
  }

  static Optional<ShownCertificate> of(SSLSession session) {
    if (session.getValue(KEPT) instanceof ShownCertificate known) {
      return Optional.of(known);
    }
    try {
      if (!(session.getPeerCertificates()[0] instanceof X509Certificate first)) {
        return Optional.empty();
      }
      ShownCertificate shown = new ShownCertificate(first, thumbprint(first), names(first));
      session.putValue(KEPT, shown);
      return Optional.of(shown);
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  static String thumbprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("what was read can be written", e);
    }
  }

  /// None at all when there are too many or one of them cannot be read.
  private static List<CertificateName> names(X509Certificate certificate) {
    try {
      Collection<List<?>> written = certificate.getSubjectAlternativeNames();
      if (written == null || written.size() > MOST_NAMES) {
        return List.of();
      }
      List<CertificateName> names = new ArrayList<>();
      for (List<?> entry : written) {
        if (entry.get(0) instanceof Integer type && entry.get(1) instanceof String value) {
          switch (type) {
            case TYPE_URI -> names.add(CertificateName.uri(value));
            case TYPE_DNS -> names.add(CertificateName.dns(value));
            default -> {
              // Addresses and people's names name no machine for us.
            }
          }
        }
      }
      return names;
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }
}

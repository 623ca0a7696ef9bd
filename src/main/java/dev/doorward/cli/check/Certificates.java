package dev.doorward.cli.check;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// How long a certificate is still good for.
public final class Certificates {
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration VERY_SOON = Duration.ofDays(7);

  private Certificates() {}

  /// Judges the certificate that a trusted server showed.
  static List<Finding> served(String step, SSLSession session, InstantSource clock) {
    try {
      for (Certificate certificate : session.getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          return List.of(
              expiry(
                  step,
                  "its certificate",
                  x509.getNotBefore().toInstant(),
                  x509.getNotAfter().toInstant(),
                  clock),
              Finding.good(step, "it speaks " + session.getProtocol()));
        }
      }
    } catch (SSLPeerUnverifiedException _) {
      // The client would not have come this far.
    }
    return List.of();
  }

  /// Judges the certificate of the configuration, which is good now.
  public static Finding configured(String step, Instant end, InstantSource clock) {
    return expiry(step, "the certificate of http.tls.certificate", Instant.MIN, end, clock);
  }

  private static Finding expiry(
      String step, String whose, Instant begin, Instant end, InstantSource clock) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, end);
    if (left.isNegative() || now.isBefore(begin)) {
      return new Finding(
          step,
          Level.REFUSED,
          whose + " is good from " + begin + " to " + end,
          "put a certificate there that is good now");
    }
    if (left.compareTo(SOON) < 0) {
      return new Finding(
          step,
          left.compareTo(VERY_SOON) < 0 ? Level.WARNING : Level.ADVICE,
          whose + " ends in " + left.toDays() + " days, at " + end,
          "renew it, and see why that does not happen by itself");
    }
    return Finding.good(step, whose + " is good until " + end);
  }
}

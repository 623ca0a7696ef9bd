package dev.doorward.transport.http.tls;

import io.micronaut.core.annotation.Introspected;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the HTTP door speaks TLS, and with what.
///
/// @param certificate PEM file with the certificate and what leads to its root
/// @param key PEM file with its private key
/// @param clientCa PEM file with the authorities whose client certificates are asked for
/// @param clientCertificates whether a client must show one; only heard with `clientCa`
/// @param terminatedInFront whether the operator declares that a proxy speaks TLS for the door
@Introspected
public record TlsSettings(
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Path> clientCa,
    ClientCertificates clientCertificates,
    boolean terminatedInFront) {
  /// What is asked of clients when their authorities are known.
  public enum ClientCertificates {
    /// No connection without one.
    REQUIRED,
    /// One that is shown must be good.
    OPTIONAL
  }

  /// What holds when nothing else is configured: no TLS.
  public static final TlsSettings DEFAULTS =
      new TlsSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), ClientCertificates.REQUIRED, false);

  /// Whether the door speaks TLS itself.
  public boolean enabled() {
    return certificate.isPresent();
  }
}

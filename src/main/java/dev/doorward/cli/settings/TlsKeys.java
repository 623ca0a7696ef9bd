package dev.doorward.cli.settings;

import dev.doorward.transport.http.tls.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The part of the table of keys that makes the HTTP door speak TLS.
final class TlsKeys {
  private static final TlsSettings USUAL = TlsSettings.DEFAULTS;

  static final Key<Optional<Path>> CERTIFICATE =
      Key.of(
          "http.tls.certificate",
          Kinds.optional(Kinds.path()),
          USUAL.certificate(),
          "PEM file with the server's certificate, its own first; with it every listener speaks TLS"
              + " only. Read again when it changes.");

  static final Key<Optional<Path>> KEY =
      Key.of(
          "http.tls.key",
          Kinds.optional(Kinds.path()),
          USUAL.key(),
          "PEM file with the certificate's key, in plain PKCS#8 and closed to other users.");

  static final Key<Optional<Path>> CLIENT_CA =
      Key.of(
          "http.tls.client-ca",
          Kinds.optional(Kinds.path()),
          USUAL.clientCa(),
          "PEM file with the authorities whose client certificates the main listener asks for;"
              + " client-certificates says whom one names, all others need a token or key as well.");

  private static final Key<TlsSettings.ClientCertificates> CLIENT_CERTIFICATES =
      Key.of(
          "http.tls.client-certificates",
          Kinds.choice(TlsSettings.ClientCertificates.class),
          USUAL.clientCertificates(),
          "Whether a client must show a certificate when http.tls.client-ca is set.");

  private static final Key<Boolean> TERMINATED_IN_FRONT =
      Key.of(
          "http.tls.terminated-in-front",
          Kinds.truth(),
          USUAL.terminatedInFront(),
          "Declares that a proxy speaks TLS for the server and nothing else reaches it; without"
              + " this or a certificate the server takes loopback addresses only.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL =
      List.of(CERTIFICATE, KEY, CLIENT_CA, CLIENT_CERTIFICATES, TERMINATED_IN_FRONT);

  private TlsKeys() {}

  static TlsSettings read(Values values) {
    return new TlsSettings(
        values.get(CERTIFICATE),
        values.get(KEY),
        values.get(CLIENT_CA),
        values.get(CLIENT_CERTIFICATES),
        values.get(TERMINATED_IN_FRONT));
  }
}

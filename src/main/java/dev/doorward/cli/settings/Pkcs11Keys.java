package dev.doorward.cli.settings;

import dev.doorward.transport.http.auth.Secret;
import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The part of the table of keys that leaves private keys in a PKCS#11 token.
final class Pkcs11Keys {
  private static final Pkcs11Settings USUAL = Pkcs11Settings.DEFAULTS;

  static final Key<Optional<Path>> CONFIG =
      Key.of(
          "http.pkcs11.config",
          Kinds.optional(Kinds.path()),
          USUAL.config(),
          "Configuration file of the JDK's PKCS#11 provider, with name, library and slot of the token"
              + " that keeps private keys; no other user may change it.");

  static final Key<Optional<Secret>> PIN =
      Key.of(
          "http.pkcs11.pin",
          Kinds.optional(Kinds.secret()),
          USUAL.pin(),
          "The PIN of the token's user.");

  static final Key<Optional<String>> TLS_KEY =
      Key.of(
          "http.pkcs11.tls-key",
          Kinds.optional(Kinds.text()),
          USUAL.tlsKey(),
          "Label of the key in the token that belongs to http.tls.certificate; instead of"
              + " http.tls.key.");

  static final Key<Optional<String>> ISSUER_KEY =
      Key.of(
          "http.pkcs11.issuer-key",
          Kinds.optional(Kinds.text()),
          USUAL.issuerKey(),
          "Label of the RSA key in the token with which the local issuer signs, instead of one in the"
              + " data folder; it is not replaced by itself.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL = List.of(CONFIG, PIN, TLS_KEY, ISSUER_KEY);

  private Pkcs11Keys() {}

  static Pkcs11Settings read(Values values) {
    for (Key<Optional<String>> label : List.of(TLS_KEY, ISSUER_KEY)) {
      if (values.get(label).isPresent() && values.get(CONFIG).isEmpty()) {
        throw new SettingsRefused(
            CONFIG.name(),
            "",
            "it is missing while " + label.name() + " is set",
            "name the token's configuration file");
      }
    }
    if (values.get(TLS_KEY).isPresent() && values.get(TlsKeys.KEY).isPresent()) {
      throw new SettingsRefused(
          TLS_KEY.name(),
          values.where(TLS_KEY),
          "the key is either in a token or in the file of " + TlsKeys.KEY.name(),
          "keep one of them");
    }
    return new Pkcs11Settings(
        values.get(CONFIG), values.get(PIN), values.get(TLS_KEY), values.get(ISSUER_KEY));
  }
}

package dev.doorward.transport.http.pkcs11;

import dev.doorward.transport.http.auth.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.login.FailedLoginException;

/// An open PKCS#11 token. Private keys never leave it: what is handed out signs inside.
public final class KeyToken {
  private static final String CONFIG = "http.pkcs11.config";
  private static final String PIN = "http.pkcs11.pin";

  // A token locks itself after a few wrong PINs, and a start looks at it more than once.
  private static volatile Optional<Pkcs11Settings> turnedAway = Optional.empty();

  private final Provider provider;
  private final KeyStore keys;

  private KeyToken(Provider provider, KeyStore keys) {
    this.provider = provider;
    this.keys = keys;
  }

  /// A private key of the token.
  ///
  /// @param certificate what the token keeps beside it; it tells the public key
  /// @param provider who signs with it
  public record TokenKey(PrivateKey key, X509Certificate certificate, Provider provider) {}

  /// Opens the token; the process stays logged in until it ends.
  ///
  /// @throws TokenRefused when there is none, or the PIN is not its user's
  public static KeyToken open(Pkcs11Settings settings) {
    Path config =
        settings
            .config()
            .orElseThrow(
                () ->
                    new TokenRefused(
                        CONFIG, "it is missing while a key of a token is named; set both or none"));
    requireOwn(config);
    if (turnedAway.filter(settings::equals).isPresent()) {
      throw wrongPin();
    }
    Provider provider = provider(config);
    try {
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, settings.pin().map(Secret::value).map(String::toCharArray).orElse(null));
      return new KeyToken(provider, keys);
    } catch (GeneralSecurityException | IOException | ProviderException failed) {
      if (failed.getCause() instanceof FailedLoginException) {
        turnedAway = Optional.of(settings);
      }
      throw wrongPin();
    }
  }

  private static TokenRefused wrongPin() {
    return new TokenRefused(
        PIN,
        "the token does not let this process in; give the PIN of its user, and mind that a token locks"
            + " itself after a few wrong ones");
  }

  /// The private key with a label.
  ///
  /// @param setting the setting that holds the label, for messages
  /// @throws TokenRefused when there is none
  public TokenKey key(String setting, String label) {
    try {
      if (keys.isKeyEntry(label)
          && keys.getKey(label, null) instanceof PrivateKey key
          && keys.getCertificate(label) instanceof X509Certificate certificate) {
        return new TokenKey(key, certificate, provider);
      }
    } catch (GeneralSecurityException | ProviderException _) {
      // Refused below, like a key that is not there.
    }
    throw new TokenRefused(
        setting,
        "the token shows no private key with a certificate of that label; the two need the same id,"
            + " and the certificate the label");
  }

  /// The configuration names a library that this process will run.
  private static void requireOwn(Path config) {
    try {
      if (!Files.isRegularFile(config) || !Files.isReadable(config)) {
        throw new TokenRefused(
            CONFIG, "'" + config + "' cannot be read; name a file that this user can read");
      }
      if (Files.getFileAttributeView(config, PosixFileAttributeView.class) != null
          && Files.getPosixFilePermissions(config).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new TokenRefused(
            CONFIG,
            "every user can change '" + config + "', which names code to run; chmod o-w it");
      }
    } catch (IOException _) {
      throw new TokenRefused(
          CONFIG, "'" + config + "' cannot be read; name a file that this user can read");
    }
  }

  /// Registered, because TLS finds whoever can sign with a key among the registered providers.
  private static synchronized Provider provider(Path config) {
    Provider unconfigured = Security.getProvider("SunPKCS11");
    if (unconfigured == null) {
      throw new TokenRefused(
          CONFIG, "this Java runtime has no PKCS#11; use one with the module jdk.crypto.cryptoki");
    }
    try {
      Provider configured = unconfigured.configure(config.toString());
      Optional<Provider> known = Optional.ofNullable(Security.getProvider(configured.getName()));
      if (known.isPresent()) {
        return known.get();
      }
      Security.addProvider(configured);
      return configured;
    } catch (InvalidParameterException | ProviderException | UnsupportedOperationException _) {
      throw new TokenRefused(
          CONFIG,
          "'"
              + config
              + "' opens no token; write name, library and slot as the JDK's PKCS#11 guide says, and see"
              + " that the library can be loaded");
    }
  }
}

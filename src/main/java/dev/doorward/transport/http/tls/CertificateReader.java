package dev.doorward.transport.http.tls;

import dev.doorward.transport.http.pkcs11.KeyToken;
import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the files of [TlsSettings] and refuses what must not be used: at the start, and again each
/// time they change.
public final class CertificateReader {
  private static final String CERTIFICATE = "http.tls.certificate";
  private static final String KEY = "http.tls.key";
  private static final String TOKEN_KEY = "http.pkcs11.tls-key";
  private static final String CLIENT_CA = "http.tls.client-ca";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int BYTE_LIMIT = 1024 * 1024;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private CertificateReader() {}

  /// Reads them all; the settings name a certificate and a key.
  ///
  /// @throws CertificateRefused when a file is unreadable, no PEM, open to others, out of date, or
  ///   does not fit another
  public static Certificates read(TlsSettings settings, Instant now) throws CertificateRefused {
    return read(settings, Pkcs11Settings.DEFAULTS, now);
  }

  /// The same where the key may be in a token instead of a file.
  ///
  /// @throws TokenRefused when it is to be there and cannot be had
  public static Certificates read(TlsSettings settings, Pkcs11Settings token, Instant now)
      throws CertificateRefused {
    Path certificateFile = settings.certificate().orElseThrow();
    List<X509Certificate> chain = certificates(CERTIFICATE, certificateFile);
    X509Certificate certificate = chain.getFirst();
    requireInDate(certificate, certificateFile, now);
    try {
      KeyStore keys = token.tlsKey().isPresent() ? inToken(token, chain) : inFile(settings, chain);
      return new Certificates(
          keys, authorities(settings.clientCa()), certificate.getNotAfter().toInstant());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key store in memory takes what was read", e);
    }
  }

  private static KeyStore inFile(TlsSettings settings, List<X509Certificate> chain)
      throws CertificateRefused, GeneralSecurityException, IOException {
    Path file = settings.key().orElseThrow();
    PublicKey counterpart = chain.getFirst().getPublicKey();
    PrivateKey key = key(file, counterpart);
    requireMatch(KEY, key, counterpart, "'" + file + "'");
    KeyStore keys = empty();
    keys.setKeyEntry(
        "door", key, Certificates.PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
    return keys;
  }

  private static KeyStore inToken(Pkcs11Settings token, List<X509Certificate> chain)
      throws CertificateRefused, GeneralSecurityException, IOException {
    PrivateKey key = KeyToken.open(token).key(TOKEN_KEY, token.tlsKey().orElseThrow()).key();
    requireMatch(TOKEN_KEY, key, chain.getFirst().getPublicKey(), "the key in the token");
    return OneKey.of(key, chain);
  }

  private static Optional<KeyStore> authorities(Optional<Path> file)
      throws CertificateRefused, GeneralSecurityException, IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    KeyStore trusted = empty();
    int number = 0;
    for (X509Certificate authority : certificates(CLIENT_CA, file.get())) {
      trusted.setCertificateEntry("authority-" + number++, authority);
    }
    return Optional.of(trusted);
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<X509Certificate> certificates(String setting, Path file)
      throws CertificateRefused {
    byte[] bytes = bytes(setting, file);
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      List<X509Certificate> read =
          found.stream()
              .filter(X509Certificate.class::isInstance)
              .map(X509Certificate.class::cast)
              .toList();
      if (!read.isEmpty()) {
        return read;
      }
    } catch (GeneralSecurityException _) {
      // Falls through to the one refusal below.
    }
    throw new CertificateRefused(
        setting, "'" + file + "' holds no certificate; write PEM, the server's own first");
  }

  private static void requireInDate(X509Certificate certificate, Path file, Instant now)
      throws CertificateRefused {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new CertificateRefused(
          CERTIFICATE, "'" + file + "' expired at " + until + "; replace it");
    }
    if (now.isBefore(from)) {
      throw new CertificateRefused(
          CERTIFICATE, "'" + file + "' is not valid before " + from + "; look at the clock");
    }
  }

  private static PrivateKey key(Path file, PublicKey counterpart) throws CertificateRefused {
    requireClosedToOthers(file);
    String text = new String(bytes(KEY, file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin >= 0 && end > begin) {
      try {
        byte[] encoded =
            Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        return KeyFactory.getInstance(counterpart.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException | IllegalArgumentException _) {
        throw new CertificateRefused(
            KEY,
            "'"
                + file
                + "' holds no "
                + counterpart.getAlgorithm()
                + " key, and the certificate asks for one; name the key it was made for");
      }
    }
    throw new CertificateRefused(
        KEY,
        "'"
            + file
            + "' holds no plain PKCS#8 key; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD"
            + " -out NEW");
  }

  private static void requireClosedToOthers(Path file) throws CertificateRefused {
    try {
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new CertificateRefused(
            KEY, "every user of this machine may reach '" + file + "'; chmod o-rwx it");
      }
    } catch (IOException _) {
      throw unreadable(KEY, file);
    }
  }

  /// A signature of the one must verify with the other.
  private static void requireMatch(
      String setting, PrivateKey key, PublicKey counterpart, String shown)
      throws CertificateRefused {
    String algorithm =
        switch (counterpart.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> counterpart.getAlgorithm();
        };
    byte[] probe = "doorward".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(counterpart);
      signature.update(probe);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException | ProviderException _) {
      // Falls through to the one refusal below.
    }
    throw new CertificateRefused(
        setting, shown + " is not the key of the certificate; name the two that belong together");
  }

  private static byte[] bytes(String setting, Path file) throws CertificateRefused {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length > BYTE_LIMIT) {
        throw new CertificateRefused(setting, "'" + file + "' is over 1 MiB; name a PEM file");
      }
      return bytes;
    } catch (IOException _) {
      throw unreadable(setting, file);
    }
  }

  private static CertificateRefused unreadable(String setting, Path file) {
    return new CertificateRefused(
        setting, true, "'" + file + "' cannot be read; name a PEM file this user may read");
  }
}

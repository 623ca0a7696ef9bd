package dev.doorward.transport.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// An authority that signs certificates of clients, made by the JDK's keytool.
///
/// @param certificate its own, PEM
public record TestAuthority(Path folder, String name, Path certificate) {
  private static final char[] PASSWORD = TestCertificates.PASSWORD.toCharArray();

  /// A new authority; `name` names its files, `subject` is what it calls itself.
  public static TestAuthority make(Path folder, String name, String subject)
      throws IOException, InterruptedException, GeneralSecurityException {
    TestAuthority made = new TestAuthority(folder, name, folder.resolve(name + ".pem"));
    made.keytool("authority", subject, "-ext", "bc:c");
    Files.writeString(made.certificate, pem(made.store().getCertificate("authority")));
    return made;
  }

  /// A certificate with these names, such as `uri:spiffe://…`, and further words for keytool.
  public KeyStore issue(String subject, String names, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    String alias = "client-" + System.nanoTime();
    List<String> words = new ArrayList<>(List.of("-signer", "authority"));
    if (!names.isEmpty()) {
      words.addAll(List.of("-ext", "san=" + names));
    }
    words.addAll(List.of(more));
    keytool(alias, subject, words.toArray(String[]::new));
    KeyStore all = store();
    Key key = all.getKey(alias, PASSWORD);
    return store(key, all.getCertificateChain(alias));
  }

  /// A key with whatever chain.
  public static KeyStore store(Key key, Certificate... chain)
      throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("door", key, PASSWORD, chain);
    return own;
  }

  /// The certificate itself.
  public static X509Certificate leaf(KeyStore store) throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate("door");
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD);
  }

  private void keytool(String alias, String subject, String... more)
      throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve(name + ".p12").toString(),
                "-storepass",
                TestCertificates.PASSWORD));
    words.addAll(List.of(more));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(log));
    }
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}

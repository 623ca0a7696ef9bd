package dev.doorward.transport.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A self-signed certificate with its key, made by the JDK's keytool when a test asks for it.
///
/// @param certificate PEM
/// @param key PEM, for its owner only
/// @param store both, for clients that show it; its password is [#PASSWORD]
public record TestCertificates(Path certificate, Path key, KeyStore store) {
  public static final String PASSWORD = "changeit";

  public static TestCertificates make(Path folder, String name, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "door",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    words.addAll(more.length == 0 ? List.of("-validity", "2") : List.of(more));
    Process keytool =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve(name + ".log")));
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    Path certificate = folder.resolve(name + ".crt");
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate("door").getEncoded()));
    Path key = folder.resolve(name + ".key");
    Files.writeString(
        key, pem("PRIVATE KEY", store.getKey("door", PASSWORD.toCharArray()).getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return new TestCertificates(certificate, key, store);
  }

  private static String pem(String label, byte[] encoded) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + label
        + "-----\n";
  }
}

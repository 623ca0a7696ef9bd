package dev.doorward.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doorward.conformance.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A token of SoftHSM in a folder of the test, with keys that the JDK's keytool made inside it.
///
/// @param folder holds the token and the two configurations
record SoftHsm(Path folder, Path library) {
  static final String PIN = "pin-of-the-tests-8765";

  /// Sets up an empty token; reports the test skipped where SoftHSM is missing.
  static SoftHsm set(Path folder) throws Exception {
    String tool = Programs.found("softhsm2-util", "apt-get install softhsm2");
    List<Path> libraries =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib64/pkcs11/libsofthsm2.so",
                "/usr/local/lib/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    assumeThat(libraries)
        .as("libsofthsm2.so is not where it usually is: apt-get install softhsm2")
        .isNotEmpty();
    SoftHsm made = new SoftHsm(folder, libraries.getFirst());
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        made.softHsmConfig(),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    Files.writeString(
        made.config(),
        "name = DoorwardTest\nlibrary = " + made.library() + "\nslotListIndex = 0\n");
    Files.setPosixFilePermissions(made.config(), PosixFilePermissions.fromString("rw-r--r--"));
    made.run(
        List.of(
            tool,
            "--init-token",
            "--free",
            "--label",
            "doorward",
            "--so-pin",
            "12345678",
            "--pin",
            PIN));
    return made;
  }

  /// The JDK's configuration of its PKCS#11 provider.
  Path config() {
    return folder.resolve("pkcs11.cfg");
  }

  /// What SoftHSM reads, named by the variable `SOFTHSM2_CONF`.
  Path softHsmConfig() {
    return folder.resolve("softhsm2.conf");
  }

  /// Makes a key inside the token, with a certificate beside it.
  void make(String label, String... algorithm) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                label,
                "-dname",
                "CN=" + label,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2"));
    words.addAll(List.of(algorithm));
    keytool(words);
  }

  /// The certificate beside a key, PEM.
  Path certificate(String label) throws Exception {
    Path file = folder.resolve(label + ".crt");
    keytool(List.of("-exportcert", "-rfc", "-alias", label, "-file", file.toString()));
    return file;
  }

  private void keytool(List<String> command) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(command);
    words.addAll(List.of("-storetype", "PKCS11", "-keystore", "NONE", "-storepass", PIN));
    words.addAll(List.of("-addprovider", "SunPKCS11", "-providerarg", config().toString()));
    run(words);
  }

  private void run(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", softHsmConfig().toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}

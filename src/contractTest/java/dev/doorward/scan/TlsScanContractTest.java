package dev.doorward.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.conformance.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What testssl.sh finds at a door with TLS of its own.
@Tag("long")
class TlsScanContractTest {
  private static final Set<String> HARMLESS = Set.of("OK", "INFO", "LOW", "DEBUG", "WARN");

  // An authority made for a test runs no service that takes certificates back.
  private static final Set<String> OF_A_TEST_CERTIFICATE = Set.of("cert_revocation");

  @TempDir private Path folder;

  @Test
  void findsNothingAboveLow() throws Exception {
    String scanner = Programs.found("testssl", "apt-get install testssl.sh");
    makeCertificate();
    int port = ConfiguredServer.freePort();
    Path findings = folder.resolve("findings.json");
    String configuration =
        """
        http:
          port: %d
          management-port: %d
          tls:
            certificate: %s
            key: %s
        """
            .formatted(
                port,
                ConfiguredServer.freePort(),
                folder.resolve("chain.crt"),
                folder.resolve("tls.key"));
    try (ConfiguredServer _ =
        ConfiguredServer.start(
            Files.createDirectory(folder.resolve("door")),
            configuration,
            line -> line.contains("server.started"))) {
      // It ends with a code for the worst it found, which is looked at below.
      new ProcessBuilder(
              scanner,
              "--quiet",
              "--warnings",
              "batch",
              "--color",
              "0",
              "--ip",
              "127.0.0.1",
              "--add-ca",
              folder.resolve("ca.crt").toString(),
              "--jsonfile",
              findings.toString(),
              "https://localhost:" + port)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("testssl.log").toFile())
          .start()
          .waitFor();
    }

    List<String> bad = new ArrayList<>();
    int looked = 0;
    for (JsonNode finding : JsonMapper.shared().readTree(findings)) {
      looked++;
      if (!HARMLESS.contains(finding.path("severity").asString())
          && !OF_A_TEST_CERTIFICATE.contains(finding.path("id").asString())) {
        bad.add(finding.toString());
      }
    }
    assertThat(looked).as(Files.readString(folder.resolve("testssl.log"))).isGreaterThan(80);
    assertThat(bad).isEmpty();
  }

  private void makeCertificate() throws Exception {
    String openssl = Programs.found("openssl", "apt-get install openssl");
    Programs.run(
        openssl,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "365",
        "-subj",
        "/CN=Test Authority",
        "-keyout",
        file("ca.key"),
        "-out",
        file("ca.crt"));
    Programs.run(
        openssl,
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-keyout",
        file("tls.key"),
        "-out",
        file("tls.csr"));
    Path extensions = folder.resolve("extensions");
    Files.writeString(
        extensions,
        """
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = serverAuth
        subjectAltName = DNS:localhost
        """);
    Programs.run(
        openssl,
        "x509",
        "-req",
        "-in",
        file("tls.csr"),
        "-CA",
        file("ca.crt"),
        "-CAkey",
        file("ca.key"),
        "-CAcreateserial",
        "-days",
        "180",
        "-extfile",
        extensions.toString(),
        "-out",
        file("tls.crt"));
    Files.writeString(
        folder.resolve("chain.crt"),
        Files.readString(folder.resolve("tls.crt")) + Files.readString(folder.resolve("ca.crt")));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}

package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.cli.check.AnIssuer;
import dev.doorward.cli.check.AnIssuer.Reply;
import dev.doorward.transport.http.tls.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole command, with issuers that answer on loopback.
final class CheckCommandTest {
  private static final String AUDIENCE = "http://127.0.0.1:8080/mcp";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private AnIssuer issuer;

  @BeforeEach
  void listen() throws Exception {
    issuer = new AnIssuer();
    issuer.answers("/keys", Reply.json(IssuedTokens.keys()));
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void judgesATokenOfEveryTrustedIssuer() throws Exception {
    trustTwo();

    for (String name : List.of("/short", "/profile")) {
      assertThat(check(IssuedTokens.token(issuer.address() + name, AUDIENCE, Duration.ofHours(1))))
          .contains("it would be accepted");
    }
    assertThat(
            check(
                IssuedTokens.token(issuer.address() + "/stranger", AUDIENCE, Duration.ofHours(1))))
        .contains("it would be refused (issuer): its iss is not exactly an issuer");
  }

  @ParameterizedTest
  @CsvSource({
    "audience,  https://other.example/mcp, PT1H",
    "expired,   http://127.0.0.1:8080/mcp, PT-1H",
    "lives_too_long, http://127.0.0.1:8080/mcp, P30D"
  })
  void saysWhyExactlyATokenOfAnIssuerElsewhereIsRefused(
      String reason, String audience, Duration life) throws Exception {
    trustTwo();
    String token = IssuedTokens.token(issuer.address() + "/profile", audience, life);

    String report = check(token);

    assertThat(report).contains("it would be refused (" + reason + ")");
    assertThat(report + err).doesNotContain(token).doesNotContain("eyJ");
    assertThat(code).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void looksAtTheMetadataAndTheKeysOfEveryTrustedIssuer() throws Exception {
    trustTwo();
    issuer.answers("/profile/keys", Reply.of(500));
    Path file = configuration("/profile/keys");

    String report = check("", "--config", file.toString());

    assertThat(report)
        .contains(issuer.address() + "/short: it has no metadata where clients look")
        .contains(issuer.address() + "/profile: it has no metadata where clients look")
        .contains("or mend issuers.staff.issuer")
        .contains(issuer.address() + "/keys: 1 usable")
        .contains(issuer.address() + "/profile/keys: it answers with status 500");
  }

  @Test
  void saysThatATokenCannotBeJudgedWhileTheIssuerIsDown() throws Exception {
    trustTwo();
    String token = IssuedTokens.token(issuer.address() + "/profile", AUDIENCE, Duration.ofHours(1));
    issuer.close();

    assertThat(check(token)).contains("it would be refused (unavailable)");
  }

  @Test
  void discouragesASharedSecretAndNeverShowsIt() throws Exception {
    environment.put("DOORWARD_ISSUER_NAME", issuer.address() + "/short");
    environment.put("JWT_SECRET", "0123456789abcdefghijklmnopqrstuvwxyz");

    String report = check("");

    assertThat(report)
        .contains("issuer.secret is set by JWT_SECRET")
        .contains("shares a secret: whoever can check its tokens can make them")
        .contains("fix: let it sign with a key pair");
    assertThat(report + err).doesNotContain("0123456789abc");
  }

  @Test
  void namesEverythingThatServeWouldRefuseAtOnce() throws Exception {
    String report = check("", "--host", "0.0.0.0", "--disable", "skills");

    assertThat(report)
        .contains("http.host: '0.0.0.0' can be reached")
        .contains("http.public-url: it is missing")
        .contains("http.tls.certificate: it is missing")
        .contains("Grade F");
    assertThat(code).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void aRuleThatIsSetAsideIsAFindingAndCapsTheGrade() throws Exception {
    String report = check("", "--dangerously-run-as-root", "--dangerously-serve-plain-http");

    assertThat(report)
        .contains("  warning  --dangerously-run-as-root sets a start rule aside")
        .contains("  warning  --dangerously-serve-plain-http sets a start rule aside")
        .contains("fix: leave the flag out and run it as a user of its own")
        .contains("Grade C");
    assertThat(code).isEqualTo(ExitCode.OK);
  }

  @Test
  void refusesAKeyFileAsServeWouldAndLeavesItAsItIs() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    for (String name : List.of("issuer-keys.json", "state-keys", "audit-key")) {
      Path file = Files.writeString(data.resolve(name), "x");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    String report = check("");

    assertThat(report.lines().filter(line -> line.startsWith("  refused")))
        .hasSize(3)
        .allMatch(line -> line.contains("other users may read or change it"));
    assertThat(report).contains("fix: restore it, or move it away to get a new key");
    assertThat(Files.readString(data.resolve("state-keys"))).isEqualTo("x");
  }

  @Test
  void looksAtTheCertificateOfTheConfiguration() throws Exception {
    TestCertificates made = TestCertificates.make(folder, "ours");
    environment.put("DOORWARD_HTTP_TLS_CERTIFICATE", made.certificate().toString());
    environment.put("DOORWARD_HTTP_TLS_KEY", made.key().toString());

    assertThat(check(""))
        .contains("  warning  the certificate of http.tls.certificate ends in 1 days")
        .contains("fix: renew it");

    Files.setPosixFilePermissions(made.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(check(""))
        .contains("  refused  http.tls.key: every user of this machine may reach")
        .contains("  skipped  there is no certificate to look at");
  }

  @Test
  void warnsOfAnAuditFileThatEverybodyCanRead() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path file = Files.writeString(data.resolve("audit.jsonl"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(check("")).contains("  warning  every user can read or change " + file, "Grade C");
    assertThat(code).isEqualTo(ExitCode.OK);
  }

  @Test
  void refusesIssuerKeysThatLieHereAndCannotBeUsed() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}");
    environment.put("DOORWARD_ISSUER_NAME", issuer.address() + "/short");
    environment.put("DOORWARD_ISSUER_JWKS", keys.toString());

    assertThat(check("")).contains("  refused  issuer.jwks: the file is no JSON Web Key Set");
    assertThat(code).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void hidesACredentialThatAnAddressCarries() throws Exception {
    environment.put("DOORWARD_ISSUER_NAME", "https://me:hush-hush@127.0.0.1:1/");
    environment.put("DOORWARD_ISSUER_JWKS", "https://me:hush-hush@127.0.0.1:1/keys");

    assertThat(check("")).doesNotContain("hush-hush").contains("://[masked]@127.0.0.1");
  }

  @Test
  void refusesFlagsThatMakeNoSense() throws Exception {
    assertThat(run("--format", "xml")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--url", "mcp.example.org")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--token-file", folder.resolve("gone").toString())).isEqualTo(ExitCode.PATH);
    Path large = Files.writeString(folder.resolve("large"), "x".repeat(65 * 1024));
    assertThat(run("--token-file", large.toString())).isEqualTo(ExitCode.PATH);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("doorward: --"));
  }

  private ExitCode code = ExitCode.FAULT;

  private String check(String token, String... flags) throws Exception {
    List<String> words = new ArrayList<>(List.of("--management-port", "0"));
    words.addAll(List.of(flags));
    if (!token.isEmpty()) {
      words.add("--token-file");
      words.add(Files.writeString(folder.resolve("token"), token).toString());
    }
    out.reset();
    code = run(words.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8);
  }

  private ExitCode run(String... flags) throws InterruptedException {
    environment.putIfAbsent("DOORWARD_DATA", folder.resolve("data").toString());
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            Optional.empty(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    List<String> words = new ArrayList<>(List.of("check"));
    words.addAll(List.of(flags));
    return new Commands(surroundings, new RecordingDoors()).run(words.toArray(String[]::new));
  }

  private void trustTwo() throws Exception {
    environment.put("DOORWARD_CONFIG", configuration("/keys").toString());
  }

  private Path configuration(String profileKeys) throws Exception {
    return Files.writeString(
        folder.resolve("doorward.yml"),
        """
        issuer:
          name: %1$s/short
          jwks: %1$s/keys
        issuers:
          staff:
            issuer: %1$s/profile
            jwks: %1$s%2$s
        """
            .formatted(issuer.address(), profileKeys));
  }
}

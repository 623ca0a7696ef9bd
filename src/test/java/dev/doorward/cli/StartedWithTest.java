package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import dev.doorward.transport.http.tls.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings of a running server, read again.
final class StartedWithTest {
  // In two parts, so that a scanner of this tree takes it for no secret.
  private static final String SECRET = "q8Zr3VbN1xKc7Ty5" + "Lm0PwSd9Ef2Gh4Ja6";

  @TempDir Path folder;

  private StartedWith started(Map<String, String> environment, String... flags) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Map<String, List<String>> written =
        flags.length == 0 ? Map.of() : Map.of(flags[0], List.of(flags[1]));
    return new StartedWith(
        new Surroundings(
            environment, folder, Optional.empty(), nowhere, nowhere, InstantSource.system()),
        new RecordingDoors(),
        new Words(written, List.of()),
        new Circumstances(false, Set.of()));
  }

  private StartedWith started(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), text);
    return started(Map.of(), "--config", file.toString());
  }

  private static String refusal(SettingsAgain again, ThrowingCallable work) {
    Throwable thrown = Assertions.catchThrowable(work);
    return again.refusal((RuntimeException) thrown).orElseThrow();
  }

  @Test
  void readsTheFileAgainAndKeepsThePortsThatWereTaken() throws IOException {
    StartedWith again = started("http: {port: 0, management-port: 0}\n");
    again.settled(again.first().withPorts(4711, 4712));
    Files.writeString(again.file().orElseThrow(), "http: {port: 0, management-port: 9}\n");
    Settings read = again.read();
    assertThat(read.http().port()).isEqualTo(4711);
    assertThat(read.http().managementPort()).isEqualTo(9);
  }

  @Test
  void refusesWithTheLineOfAStart() throws IOException {
    StartedWith again = started("log: {level: info}\n");
    Path file = again.file().orElseThrow();
    Files.writeString(file, "lgo: {level: info}\n");
    assertThat(refusal(again, again::read))
        .isEqualTo("lgo (doorward.yml): there is no such key; did you mean log?");
    Files.writeString(file, "http: {host: 0.0.0.0}\n");
    assertThat(refusal(again, () -> again.check(again.read()))).startsWith("http.host: '0.0.0.0'");
    Files.delete(file);
    assertThat(refusal(again, again::read)).contains("cannot be read");
    assertThat(again.refusal(new IllegalStateException("a bug"))).isEmpty();
  }

  @Test
  void anEndedCertificateStopsAStartAndNoReading() throws Exception {
    TestCertificates ended =
        TestCertificates.make(folder, "ended", "-startdate", "-3d", "-validity", "1");
    StartedWith again =
        started(
            "http: {tls: {certificate: %s, key: %s}}\n"
                .formatted(ended.certificate(), ended.key()));
    Settings read = again.read();
    again.check(read);
    assertThat(again.finding(read).orElseThrow())
        .startsWith("http.tls.certificate: ")
        .contains("expired");
    assertThat(
            refusal(again, () -> StartChecks.requireSafe(read, new Circumstances(false, Set.of()))))
        .isEqualTo(again.finding(read).orElseThrow());
    Files.writeString(again.file().orElseThrow(), "log: {level: info}\n");
    assertThat(again.finding(again.read())).isEmpty();
  }

  @Test
  void refusesWhatIsOnlySafeAfterARestart() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.json"), "{}");
    StartedWith again =
        started("issuers: {one: {issuer: 'https://one.example.org/', jwks: " + keys + "}}\n");
    Settings running = again.first();
    Path authority = Files.writeString(folder.resolve("ca.pem"), "");
    Files.writeString(
        again.file().orElseThrow(),
        """
        http: {tls: {certificate: %1$s, key: %1$s, client-ca: %1$s}}
        issuers: {one: {issuer: 'https://one.example.org/', jwks: %2$s, certificate-bound: true}}
        client-certificates:
          builder: {san: builder.example.org, roles: [user], scopes: ['mcp:tools.read'], client: ci}
        """
            .formatted(authority, keys));
    Settings written = again.read();
    again.check(written);
    Settings next = running.reloaded(written, false);
    assertThat(next.clientCertificates()).as("they wait").isEmpty();
    assertThat(refusal(again, () -> again.check(next)))
        .startsWith("issuers.one.certificate-bound: nobody is asked for a certificate");
  }

  @Test
  void refusesOneSecretForTwoPurposesWhereverItWasWritten() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path file =
        Files.writeString(
            folder.resolve("doorward.yml"),
            """
            issuers:
              staff:
                kind: introspection
                issuer: https://login.example.org/
                endpoint: https://login.example.org/introspect
                audience: [doorward]
                client-id: doorward
                client-secret-file: %s
            """
                .formatted(secret));
    StartedWith again =
        started(Map.of("MCP_API_KEY_FILE", secret.toString()), "--config", file.toString());
    assertThat(again.secretFiles()).containsExactly(secret);
    assertThat(refusal(again, () -> again.check(again.read())))
        .startsWith("issuers.staff: it has the secret of api-key.secret as well")
        .doesNotContain(SECRET);
  }

  @Test
  void takesAnEmptiedFileForNoAnswer() throws IOException {
    StartedWith again = started("log: {level: info}\n");
    Files.writeString(again.file().orElseThrow(), "");
    assertThat(refusal(again, again::read)).startsWith("config (doorward.yml): it is empty");
  }

  @Test
  void followsTheFileThatIsNamedIfItCanBeReadTwice() throws IOException {
    Path file = Files.writeString(folder.resolve("other.yml"), "log: {level: info}\n");
    assertThat(started(Map.of("DOORWARD_CONFIG", file.toString())).file()).contains(file);
    assertThat(started(Map.of()).file()).isEmpty();
    assertThat(started(Map.of("DOORWARD_CONFIG", " ")).file()).isEmpty();
    assertThat(started(Map.of(), "--config", "/dev/null").file()).isEmpty();
  }
}

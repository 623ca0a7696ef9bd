package dev.doorward.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running server whose configuration and keys are edited.
final class ReloadContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ONE = "https://one.example.org/";
  private static final String TWO = "https://two.example.org/";
  // A test asks as often as it can.
  private static final String OFTEN =
      "limit: {rate: 1000000/second, unauthenticated: 1000000/second, lockout-failures: 1000000}\n";
  private static final String ECHOING =
      "access: {roles: {echoer: ['tools:list', 'tools:call:echo', subscriptions]}}\n";

  private static RSAKey firstKey;
  private static RSAKey secondKey;

  @TempDir Path folder;
  private Path config;
  private EditedServer server;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    firstKey = new RSAKeyGenerator(2048).keyID("k1").generate();
    secondKey = new RSAKeyGenerator(2048).keyID("k2").generate();
  }

  @BeforeEach
  void place() throws IOException {
    // As Kubernetes mounts a ConfigMap: each file is a link into a folder behind another link.
    generation("first");
    config = folder.resolve("doorward.yml");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("first"));
    Files.createSymbolicLink(config, Path.of("..data", "doorward.yml"));
    Files.createSymbolicLink(folder.resolve("keys.json"), Path.of("..data", "keys.json"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path generation(String name) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Files.writeString(made.resolve("keys.json"), OwnKeys.published(firstKey));
    return made;
  }

  private void start(String text) throws IOException {
    Files.writeString(config, text);
    server = EditedServer.start(folder.resolve("data"), config);
  }

  private String profile(String name, String issuer) {
    return "  "
        + name
        + ": {issuer: '"
        + issuer
        + "', jwks: "
        + folder.resolve("keys.json")
        + "}\n";
  }

  private String token(RSAKey key, String issuer) throws JOSEException {
    return OwnKeys.token(key, issuer, server.audience());
  }

  /// Asks again and again until the answer is the one; the last one when it never is.
  private static <T> T eventually(T wanted, Callable<T> asked) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T last = asked.call();
    while (!last.equals(wanted) && System.nanoTime() < end) {
      last = asked.call();
    }
    return last;
  }

  private void becomes(int status, String token) throws Exception {
    assertThat(eventually(status, () -> server.echo(token).statusCode())).isEqualTo(status);
  }

  private String readiness() throws IOException, InterruptedException {
    return server.management("/health/readiness").body();
  }

  private double metric(String name) throws IOException, InterruptedException {
    return server
        .management("/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  @Test
  void aRoleThatIsGoneHidesAndRefusesAlike() throws Exception {
    start(OFTEN + ECHOING);
    String token = server.token("echoer");
    assertThat(server.echo(token).statusCode()).isEqualTo(200);
    assertThat(server.tools(token).body()).contains("\"echo\"");
    HttpResponse<InputStream> changes = server.subscribe(token);
    assertThat(changes.statusCode()).isEqualTo(200);

    Files.writeString(config, OFTEN + "access: {roles: {echoer: ['tools:list', subscriptions]}}\n");

    assertThat(eventually(false, () -> server.tools(token).body().contains("\"echo\""))).isFalse();
    assertThat(server.echo(token).body()).contains("unknown_tool").doesNotContain("\"result\"");
    assertThat(server.audited().getLast())
        .contains("\"decision\":\"completed\"", "\"keys\":[\"access.roles\"]")
        .doesNotContain("echoer");

    // Blocks until a line tells of it; the test would hang if none did.
    assertThat(lines(changes).anyMatch(line -> line.contains("tools/list_changed"))).isTrue();

    Files.writeString(config, OFTEN + ECHOING);
    becomes(200, token);
  }

  private static Stream<String> lines(HttpResponse<InputStream> stream) {
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8)).lines();
  }

  @Test
  void anIssuerThatIsGoneIsRefusedAlthoughItsTokenIsKnown() throws Exception {
    start(OFTEN + "issuers:\n" + profile("one", ONE) + profile("two", TWO));
    String first = token(firstKey, ONE);
    String second = token(firstKey, TWO);
    assertThat(server.echo(first).statusCode()).isEqualTo(200);
    assertThat(server.echo(second).statusCode()).isEqualTo(200);
    assertThat(server.metadata()).contains(ONE, TWO);
    HttpResponse<InputStream> open = server.subscribe(second);
    assertThat(open.statusCode()).isEqualTo(200);

    Files.writeString(config, OFTEN + "issuers:\n" + profile("one", ONE));

    becomes(401, second);
    assertThat(server.echo(first).statusCode()).isEqualTo(200);
    assertThat(server.metadata()).contains(ONE).doesNotContain(TWO);
    // Blocks until the server ends it; the test would hang if it never did.
    assertThat(lines(open)).isNotEmpty();

    Files.writeString(config, OFTEN + "log: {level: info}\n");
    becomes(401, first);
    Files.writeString(config, OFTEN + "issuers:\n" + profile("one", ONE));
    becomes(200, first);
  }

  @Test
  void aSwappedLinkBringsOtherKeysAndOtherSettings() throws Exception {
    start(OFTEN + "issuers:\n" + profile("one", ONE));
    String first = token(firstKey, ONE);
    String second = token(secondKey, ONE);
    assertThat(server.echo(first).statusCode()).isEqualTo(200);
    assertThat(server.echo(second).statusCode()).isEqualTo(401);

    Path next = generation("second");
    Files.writeString(next.resolve("keys.json"), OwnKeys.published(secondKey));
    Files.copy(folder.resolve("first").resolve("doorward.yml"), next.resolve("doorward.yml"));
    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("second"));
    Files.move(folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

    becomes(401, first);
    assertThat(server.echo(second).statusCode()).isEqualTo(200);
    assertThat(server.audited().getLast()).contains("\"keys\":[\"issuers.one.jwks\"]");
  }

  @Test
  void aLowerLimitHoldsForWhoIsAlreadyThere() throws Exception {
    start("limit: {rate: 1000/hour}\n");
    String token = server.token("developer");
    assertThat(server.echo(token).statusCode()).isEqualTo(200);

    Files.writeString(config, "limit: {rate: 2/hour}\n");

    becomes(429, token);
    assertThat(server.echo(token).headers().firstValue("RateLimit-Policy").orElseThrow())
        .contains("\"caller\";q=2;w=3600");
  }

  @Test
  void aBrokenFileKeepsWhatHeldAndSaysSoUntilItIsMended() throws Exception {
    start(OFTEN + ECHOING);
    String token = server.token("echoer");
    assertThat(server.echo(token).statusCode()).isEqualTo(200);
    assertThat(metric("doorward_configuration_reload_failed")).isZero();

    Files.writeString(config, OFTEN + ECHOING.replace("echo'", "eco'"));

    assertThat(eventually(true, () -> readiness().contains("STALE_CONFIGURATION"))).isTrue();
    assertThat(server.management("/health/readiness").statusCode()).isEqualTo(200);
    assertThat(metric("doorward_configuration_reload_failed")).isEqualTo(1);
    assertThat(metric("doorward_configuration_reloads_total{result=\"refused\"}")).isEqualTo(1);
    assertThat(server.audited().getLast()).contains("\"decision\":\"refused\"", "\"keys\":[]");
    assertThat(server.echo(token).statusCode()).isEqualTo(200);

    Files.writeString(config, "access: [\n");
    assertThat(
            eventually(
                2.0, () -> metric("doorward_configuration_reloads_total{result=\"refused\"}")))
        .isEqualTo(2);
    Files.writeString(config, "");
    assertThat(
            eventually(
                3.0, () -> metric("doorward_configuration_reloads_total{result=\"refused\"}")))
        .as("an empty file is no configuration")
        .isEqualTo(3);
    assertThat(server.echo(token).statusCode()).isEqualTo(200);

    Files.writeString(config, OFTEN + "access: {roles: {echoer: ['tools:list']}}\n");

    assertThat(eventually(false, () -> readiness().contains("STALE_CONFIGURATION"))).isFalse();
    assertThat(metric("doorward_configuration_reload_failed")).isZero();
    assertThat(server.echo(token).body()).contains("unknown_tool");

    Files.writeString(folder.resolve("data").resolve("blocks.json"), "{");
    assertThat(eventually(true, () -> readiness().contains("STALE_BLOCKS"))).isTrue();
  }

  @Test
  void ofTwoQuickChangesTheLastHoldsAndPortsWaitForARestart() throws Exception {
    start("limit: {rate: 1000/hour}\n");
    String token = server.token("developer");
    assertThat(server.echo(token).statusCode()).isEqualTo(200);

    Files.writeString(config, "limit: {rate: 2/hour}\n");
    Files.writeString(config, "limit: {rate: 1001/hour}\nhttp: {body-bytes: 65536}\n");

    assertThat(
            eventually(
                1.0, () -> metric("doorward_configuration_reloads_total{result=\"completed\"}")))
        .isEqualTo(1);
    // A line reaches its file a moment after what it tells of.
    assertThat(eventually(true, () -> server.audited().getLast().contains("\"needs_restart\"")))
        .isTrue();
    assertThat(server.audited().getLast())
        .contains("\"keys\":[\"limit.rate\"]", "\"needs_restart\":[\"http.body-bytes\"]");
    for (int i = 0; i < 10; i++) {
      assertThat(server.echo(token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readsAgainAtHangUpAndLives() throws Exception {
    start(OFTEN + ECHOING);
    Files.writeString(config, "access: [\n");
    assertThat(
            eventually(
                1.0, () -> metric("doorward_configuration_reloads_total{result=\"refused\"}")))
        .isEqualTo(1);

    server.hangUp();

    // Nothing changed, so that only the signal can be the reason for the second refusal.
    assertThat(
            eventually(
                2.0, () -> metric("doorward_configuration_reloads_total{result=\"refused\"}")))
        .isEqualTo(2);
    assertThat(server.lives()).isTrue();
  }
}

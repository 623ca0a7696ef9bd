package dev.doorward.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.http.auth.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running server whose API keys come, go and change.
final class ReloadedMachinesContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String OFTEN =
      "limit: {rate: 1000000/second, unauthenticated: 1000000/second, lockout-failures: 1000000}\n";
  private static final ApiKey BOT = ApiKey.random(new SecureRandom());
  private static final ApiKey CRON = ApiKey.random(new SecureRandom());

  @TempDir Path folder;
  private Path config;
  private @Nullable EditedServer server;

  @BeforeEach
  void place() {
    config = folder.resolve("doorward.yml");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static String line(String name, ApiKey key, String role, String expires) {
    return "  %s: {hash: %s, roles: [%s], scopes: ['mcp:tools.read', 'mcp:subscriptions.read'], expires: %s}\n"
        .formatted(name, key.hash(), role, expires);
  }

  private static void becomes(int status, Callable<Integer> asked) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int last = asked.call();
    while (last != status && System.nanoTime() < end) {
      last = asked.call();
    }
    assertThat(last).isEqualTo(status);
  }

  private static void ends(HttpResponse<InputStream> stream) throws IOException {
    assertThat(stream.statusCode()).isEqualTo(200);
    // Blocks until the server ends it; the test would hang if it never did.
    stream.body().readAllBytes();
  }

  @Test
  void anApiKeyThatIsGoneIsRefusedAndItsStreamEnds() throws Exception {
    String cron = line("cron", CRON, "viewer", "never");
    Files.writeString(config, OFTEN + "api-keys:\n" + line("bot", BOT, "viewer", "never") + cron);
    EditedServer opened = EditedServer.start(folder.resolve("data"), config);
    server = opened;
    assertThat(opened.tools(CRON.text()).statusCode()).isEqualTo(200);
    HttpResponse<InputStream> stream = opened.subscribe(BOT.text());

    Files.writeString(config, OFTEN + "api-keys:\n" + cron);

    ends(stream);
    becomes(401, () -> opened.tools(BOT.text()).statusCode());
    assertThat(opened.tools(CRON.text()).statusCode()).isEqualTo(200);
    assertThat(opened.audited().getLast())
        .contains("\"keys\":[\"api-keys\"]")
        .doesNotContain("needs_restart", BOT.id());
    assertThat(opened.management("/prometheus").body())
        .contains("doorward_api_key_last_used_seconds{key=\"cron\"} 1.")
        .doesNotContain("key=\"bot\"");

    String soon = Instant.now().plusSeconds(8).toString();
    Files.writeString(config, OFTEN + "api-keys:\n" + line("bot", BOT, "viewer", soon) + cron);
    becomes(200, () -> opened.tools(BOT.text()).statusCode());
    ends(opened.subscribe(BOT.text()));
    assertThat(opened.tools(BOT.text()).statusCode()).isEqualTo(401);
  }

  @Test
  void aSecretThatIsSwappedByItsLinkIsTakenOver() throws Exception {
    secret("first", BOT);
    secret("second", CRON);
    Path link = Files.createSymbolicLink(folder.resolve("..data"), Path.of("first"));
    Files.createSymbolicLink(folder.resolve("key"), Path.of("..data", "key"));
    Files.writeString(config, OFTEN + "api-key: {role: viewer}\n");
    EditedServer opened =
        EditedServer.start(
            folder.resolve("data"),
            config,
            Map.of("MCP_API_KEY_FILE", folder.resolve("key").toString()));
    server = opened;
    assertThat(opened.tools(BOT.text()).statusCode()).isEqualTo(200);
    assertThat(opened.tools(CRON.text()).statusCode()).isEqualTo(401);
    HttpResponse<InputStream> stream = opened.subscribe(BOT.text());

    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("second"));
    Files.move(folder.resolve("..tmp"), link, StandardCopyOption.ATOMIC_MOVE);

    ends(stream);
    becomes(401, () -> opened.tools(BOT.text()).statusCode());
    assertThat(opened.tools(CRON.text()).statusCode()).isEqualTo(200);
    assertThat(opened.audited().getLast())
        .contains("\"keys\":[\"api-key.secret\"]")
        .doesNotContain(CRON.id());

    // One that says nothing changes nothing, and health says so until it is mended.
    Files.writeString(folder.resolve("second").resolve("key"), "");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!opened.management("/health/readiness").body().contains("STALE_CONFIGURATION")
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(opened.management("/health/readiness").body()).contains("STALE_CONFIGURATION");
    assertThat(opened.tools(CRON.text()).statusCode()).isEqualTo(200);
    secret("second", BOT);
    becomes(200, () -> opened.tools(BOT.text()).statusCode());
  }

  private void secret(String generation, ApiKey key) throws IOException {
    Path made = Files.createDirectories(folder.resolve(generation)).resolve("key");
    Files.writeString(made, key.text());
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
  }
}

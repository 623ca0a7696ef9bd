package dev.doorward.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.SecuredServer;
import dev.doorward.proof.WatchedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `doorward block` against a running server: known tokens, open streams, sessions, addresses.
final class BlocksContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir Path data;
  private SecuredServer server;
  private RawClient client;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server = SecuredServer.start(data, List.of());
    client = new RawClient(server, "127.0.0.5");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void command(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(Distribution.command("stdio"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    Process process = WatchedProcess.start(new ProcessBuilder(all).inheritIO());
    assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
  }

  private String claim(String name) {
    byte[] payload = Base64.getUrlDecoder().decode(server.token().split("\\.", -1)[1]);
    JsonNode claims = JsonMapper.shared().readTree(payload);
    return claims.path(name).asString();
  }

  /// Asks again and again until the answer is the one; the last one when it never is.
  private static int eventually(int status, Callable<Integer> asked) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int last = asked.call();
    while (last != status && System.nanoTime() < end) {
      last = asked.call();
    }
    return last;
  }

  private int echo() throws IOException, InterruptedException {
    return client.echo(server.token()).statusCode();
  }

  private static void assertEnds(HttpResponse<InputStream> stream) throws IOException {
    assertThat(stream.statusCode()).isEqualTo(200);
    // Blocks until the server ends it; the test would hang if it never did.
    assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8)).startsWith(":");
  }

  @Test
  void aBlockedSubjectIsRefusedAndItsStreamsAndSessionsEnd() throws Exception {
    assertThat(echo()).isEqualTo(200);
    HttpResponse<InputStream> modern = client.subscribe(server.token());
    String session = client.initialize(server.token());
    HttpResponse<InputStream> legacy = client.listen(server.token(), session);

    command("block", "--subject", claim("sub"), "--reason", "test");

    assertEnds(modern);
    assertEnds(legacy);
    assertThat(eventually(403, this::echo)).isEqualTo(403);
    HttpResponse<String> refused = client.echo(server.token());
    assertThat(refused.body()).contains("\"code\":\"blocked\"").doesNotContain(claim("sub"));

    command("unblock", "--subject", claim("sub"));

    assertThat(eventually(200, this::echo)).isEqualTo(200);
    assertThat(client.legacy(server.token(), session, PING).statusCode())
        .as("the session is over")
        .isEqualTo(404);
  }

  @Test
  void aBlockedTokenIsRefusedAlthoughItIsKnown() throws Exception {
    assertThat(echo()).isEqualTo(200);
    HttpResponse<InputStream> stream = client.subscribe(server.token());

    command("block", "--token", claim("jti"), "--reason", "test");

    assertEnds(stream);
    assertThat(eventually(403, this::echo)).isEqualTo(403);
  }

  @Test
  void aBlockedAddressIsRefusedAndOthersAreNot() throws Exception {
    HttpResponse<InputStream> stream = client.subscribe(server.token());

    command("block", "--address", "127.0.0.5", "--reason", "test");

    assertEnds(stream);
    assertThat(eventually(403, this::echo)).isEqualTo(403);
    assertThat(client.echo("").statusCode()).isEqualTo(403);
    try (RawClient other = new RawClient(server, "127.0.0.6")) {
      assertThat(other.echo(server.token()).statusCode()).isEqualTo(200);
    }
  }
}

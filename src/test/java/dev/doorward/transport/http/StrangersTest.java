package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Scope;
import dev.doorward.limit.AddressLimiter;
import dev.doorward.limit.LimitSettings;
import dev.doorward.limit.Rate;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an address may try at the real door before anybody is known there, with a clock of our own.
final class StrangersTest {
  private static final String AUDIENCE = "http://127.0.0.1/mcp";
  private static final int FAILURES = 3;

  private final AuditTape tape = new AuditTape();
  private final AtomicLong nanos = new AtomicLong();
  private final HttpClient here = from("127.0.0.1");
  private final HttpClient elsewhere = from("127.0.0.2");
  @TempDir Path data;
  private LocalIssuer issuer;
  private HttpDoor door;

  private static HttpClient from(String address) {
    return RecordingClient.of(
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build());
  }

  @BeforeEach
  void open() {
    issuer = LocalIssuer.open(data, InstantSource.system());
    LimitSettings limits =
        new LimitSettings(
            Optional.empty(),
            LimitSettings.DEFAULTS.roles(),
            LimitSettings.DEFAULTS.tools(),
            Rate.parse("2/minute"),
            FAILURES,
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));
    door =
        HttpDoor.open(
            HttpSettings.DEFAULTS.withPorts(0, 0),
            new HttpDoorTest.Parrot(),
            _ -> AccessTokens.local(issuer, AUDIENCE, InstantSource.system()),
            Scope.BASIC,
            List.of(tape.trail(), new AddressLimiter(limits, nanos::get), QuietHouse.blocks()));
  }

  @AfterEach
  void close() {
    door.close();
    here.close();
    elsewhere.close();
  }

  private String token() {
    return "Bearer " + issuer.mint("tester", List.of("developer"), AUDIENCE, Duration.ofMinutes(5));
  }

  private HttpResponse<String> ask(HttpClient client, String credential)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (!credential.isEmpty()) {
      request.header("Authorization", credential);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(HttpClient client, int port, String path, String credential)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", credential)
            .build(),
        BodyHandlers.ofString());
  }

  private void lockOut() throws IOException, InterruptedException {
    for (int i = 0; i < FAILURES; i++) {
      assertThat(ask(here, "Bearer bad" + i).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void locksAnAddressOutAfterTooManyBadCredentials() throws Exception {
    lockOut();
    int told = tape.length();
    HttpResponse<String> refused = ask(here, "Bearer bad");
    tape.requireRefusal(told, "rate_limit", Set.of("locked_out"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"code\":\"locked_out\"");
    assertThat(refused.headers().firstValue("Retry-After")).contains("300");
    assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(ask(here, token()).statusCode()).as("a good token, too late").isEqualTo(429);
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(ask(here, token()).statusCode()).isEqualTo(200);
  }

  @Test
  void aLockOutTouchesNeitherKnownCallersNorOtherAddresses() throws Exception {
    String known = token();
    assertThat(ask(here, known).statusCode()).isEqualTo(200);
    lockOut();
    assertThat(ask(here, "Bearer bad").statusCode()).isEqualTo(429);
    assertThat(ask(here, known).statusCode()).isEqualTo(200);
    assertThat(ask(elsewhere, token()).statusCode()).isEqualTo(200);
  }

  @Test
  void badCredentialsCountOnEveryPathOfEveryListener() throws Exception {
    get(here, door.port(), "/.well-known/oauth-protected-resource", "Bearer bad");
    get(here, door.port(), "/nowhere", "Bearer bad");
    get(here, door.managementPort(), "/health/liveness", "Bearer bad");
    assertThat(ask(here, "Bearer bad").statusCode()).isEqualTo(429);
    assertThat(get(here, door.managementPort(), "/health/liveness", "Bearer bad").statusCode())
        .isEqualTo(429);
  }

  @Test
  void goodCredentialsNeverCount() throws Exception {
    for (int i = 0; i < 2 * FAILURES; i++) {
      assertThat(ask(here, token()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void capsRequestsWithoutACredentialAndSaysTheLimit() throws Exception {
    assertThat(ask(here, "").statusCode()).isEqualTo(401);
    assertThat(ask(here, "").statusCode()).isEqualTo(401);
    int told = tape.length();
    HttpResponse<String> refused = ask(here, "");
    tape.requireRefusal(told, "rate_limit", Set.of("rate_limited"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"code\":\"rate_limited\"");
    assertThat(refused.headers().firstValue("Retry-After")).contains("60");
    assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"address\";q=2;w=60");
    assertThat(refused.headers().firstValue("RateLimit")).contains("\"address\";r=0;t=60");
    assertThat(ask(elsewhere, "").statusCode()).isEqualTo(401);
    assertThat(ask(here, token()).statusCode()).isEqualTo(200);
  }

  @Test
  void probesAreNeverLimited() throws Exception {
    URI liveness = URI.create("http://127.0.0.1:" + door.managementPort() + "/health/liveness");
    for (int i = 0; i < 5; i++) {
      assertThat(
              here.send(HttpRequest.newBuilder(liveness).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }
}

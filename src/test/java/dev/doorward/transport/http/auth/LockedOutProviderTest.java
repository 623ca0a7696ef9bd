package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.limit.AddressLimiter;
import dev.doorward.limit.LimitSettings;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.QuietHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Callers with opaque tokens beside others of their address who guess, or who ask too much.
final class LockedOutProviderTest {
  private static final int FAILURES = 3;
  private static final String GOOD = "2YotnFZFEjr1zCsicMWpAA-known-1";

  private AskedProvider provider;
  private AskedDoor door;

  @BeforeEach
  void open() throws IOException {
    provider = new AskedProvider();
    provider.says(200, AskedDoor.introspected(Map.of()));
    LimitSettings usual = LimitSettings.DEFAULTS;
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(AddressLimiter.class::isInstance);
    beans.add(
        new AddressLimiter(
            new LimitSettings(
                usual.rate(),
                usual.roles(),
                usual.tools(),
                usual.unauthenticated(),
                FAILURES,
                usual.lockoutWindow(),
                usual.lockoutDuration()),
            () -> 0L));
    door =
        new AskedDoor(
            Map.of("opaque", AskedDoor.introspection(AskedDoor.lookup(provider.at("/introspect")))),
            new ProviderClient(Duration.ofSeconds(60)),
            beans);
  }

  @AfterEach
  void close() {
    door.close();
    provider.close();
  }

  private void lockOut() throws Exception {
    for (int i = 0; i < FAILURES; i++) {
      assertThat(door.send("!not a token!").statusCode()).isEqualTo(401);
    }
    assertThat(door.send("2YotnFZFEjr1zCsicMWpAA-unknown").statusCode()).isEqualTo(429);
  }

  @Test
  void aTokenThatWasGoodLatelyIsStillAskedAboutDuringALockOut() throws Exception {
    door.enters(GOOD);
    lockOut();
    provider.questions.clear();

    door.enters(GOOD);
    assertThat(provider.questions).as("it is never let in unasked").hasSize(1);

    provider.says(200, "{\"active\":false}");
    door.refuses(GOOD);
    assertThat(door.send(GOOD).statusCode()).as("not good any more").isEqualTo(429);
  }

  @Test
  void aTokenThatWasGoodAMinuteAgoIsAStrangers() throws Exception {
    door.enters(GOOD);
    lockOut();
    door.now = door.now.plusSeconds(59);
    door.enters(GOOD);
    door.now = door.now.plusSeconds(60);
    assertThat(door.send(GOOD).statusCode()).isEqualTo(429);
  }

  @Test
  void anOutageOfTheProviderMakesNobodyAStranger() throws Exception {
    door.enters(GOOD);
    lockOut();
    provider.says(500, "");
    door.cannotTell(GOOD);
    provider.says(200, AskedDoor.introspected(Map.of()));
    door.enters(GOOD);
  }

  @Test
  void oneAddressDoesNotTakeAllPlacesOfAProvider() throws Exception {
    int most = TokenLookup.MOST_PER_SOURCE;
    CountDownLatch held = new CountDownLatch(most);
    CountDownLatch over = new CountDownLatch(1);
    provider.does(
        exchange -> {
          held.countDown();
          over.await();
          AskedProvider.send(exchange, 200, AskedDoor.introspected(Map.of()));
        });
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      waiting.add(door.sendLater("2YotnFZFEjr1zCsicMWpAA-held-" + i));
    }
    assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
    door.cannotTell("2YotnFZFEjr1zCsicMWpAA-one-too-many");

    provider.says(200, AskedDoor.introspected(Map.of()));
    try (HttpClient elsewhere =
        RecordingClient.of(
            HttpClient.newBuilder().localAddress(InetAddress.ofLiteral("127.0.0.2")).build())) {
      assertThat(door.send(elsewhere, "2YotnFZFEjr1zCsicMWpAA-elsewhere").statusCode())
          .isEqualTo(200);
    }
    over.countDown();
    for (CompletableFuture<HttpResponse<String>> one : waiting) {
      assertThat(one.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(door.send("2YotnFZFEjr1zCsicMWpAA-afterwards").statusCode()).isEqualTo(200);
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.limit.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many questions a provider is asked at once, and by whom.
final class LookupPlacesTest {
  private static final String TOKEN = "2YotnFZFEjr1zCsicMWpAA.places";
  private static final String GOOD = TrustedKeys.claims(Map.of("active", "true"));

  private AskedProvider provider;

  @BeforeEach
  void open() throws IOException {
    provider = new AskedProvider();
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private IssuerProfile profile() {
    return AskedDoor.introspection(AskedDoor.lookup(provider.at("/introspect")));
  }

  @Test
  void aServerThatHangsHoldsABoundedNumberOfRequests() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    provider.does(
        exchange -> {
          answer.await();
          AskedProvider.send(exchange, 200, GOOD);
        });
    TokenVerifier verifier =
        AccessTokens.external(
                Map.of("opaque", profile()),
                TrustedKeys.AUDIENCE,
                () -> TrustedKeys.NOW,
                new ProviderClient(Duration.ofMinutes(1)),
                System::nanoTime)
            .verifier();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < TokenLookup.MOST_AT_ONCE; i++) {
      String one = TOKEN + i;
      // One address alone may not have as many.
      Network from = Network.parse("192.0.2." + i);
      waiting.add(
          Thread.startVirtualThread(() -> verifier.verify(one, VerifiedTokens.digest(one), from)));
    }
    while (provider.questions.size() < TokenLookup.MOST_AT_ONCE) {
      Thread.onSpinWait();
    }

    assertThat(verifier.verify(TOKEN, VerifiedTokens.digest(TOKEN), Network.parse("198.51.100.1")))
        .isEqualTo(new Verification.Unavailable((int) TokenLookup.RETRY.toSeconds(), true));
    assertThat(provider.questions).hasSize(TokenLookup.MOST_AT_ONCE);
    answer.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(verifier.verify(TOKEN, VerifiedTokens.digest(TOKEN)))
        .isInstanceOf(Verification.Verified.class);
  }

  @Test
  void weWaitForOurTurnAndNeverTakeAllPlaces() throws Exception {
    CountDownLatch asked = new CountDownLatch(TokenLookup.MOST_OURS);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    provider.does(
        exchange -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          asked.countDown();
          asked.await();
          atOnce.decrementAndGet();
          AskedProvider.send(exchange, 200, GOOD);
        });
    TokenVerifier verifier =
        AccessTokens.external(
                Map.of("opaque", profile()),
                TrustedKeys.AUDIENCE,
                () -> TrustedKeys.NOW,
                new ProviderClient(Duration.ofSeconds(30)),
                System::nanoTime)
            .verifier();
    List<Verification> found = new CopyOnWriteArrayList<>();
    List<Thread> judging = new ArrayList<>();
    for (int i = 0; i < TokenLookup.MOST_AT_ONCE; i++) {
      String one = TOKEN + i;
      judging.add(
          Thread.startVirtualThread(
              () -> found.add(verifier.verify(one, VerifiedTokens.digest(one)))));
    }
    for (Thread thread : judging) {
      thread.join();
    }
    assertThat(found)
        .hasSize(TokenLookup.MOST_AT_ONCE)
        .allMatch(Verification.Verified.class::isInstance);
    assertThat(most).hasValue(TokenLookup.MOST_OURS);
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.block.Blocks;
import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.transport.http.QuietHouse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often a server is asked about one token, and how long its answer holds.
final class AskedAgainTest {
  private static final AtomicInteger number = new AtomicInteger();
  private static final int MOST_LOOKUPS = 10;

  @TempDir Path folder;
  private static AskedProvider provider;
  private static AskedDoor door;
  private static AskedDoor remembering;
  private final String token = "2YotnFZFEjr1zCsicMWpAA." + number.incrementAndGet();

  @BeforeAll
  static void open() throws IOException {
    provider = new AskedProvider();
    door = new AskedDoor(Map.of("opaque", profile(Duration.ZERO)));
    remembering = new AskedDoor(Map.of("opaque", profile(Duration.ofSeconds(30))));
  }

  @AfterAll
  static void close() {
    door.close();
    remembering.close();
    provider.close();
  }

  @BeforeEach
  void works() {
    provider.says(200, good(Map.of()));
    provider.questions.clear();
  }

  private static String good(Map<String, String> changes) {
    Map<String, String> all = new HashMap<>(Map.of("active", "true"));
    all.putAll(changes);
    return TrustedKeys.claims(all);
  }

  private static IssuerProfile profile(Duration cache) {
    LookupProfile lookup = AskedDoor.lookup(provider.at("/introspect"));
    return AskedDoor.introspection(
        new LookupProfile(
            lookup.endpoint(),
            lookup.client(),
            cache,
            false,
            Set.of(Role.USER),
            Map.of("alice", Set.of(Role.DEVELOPER), "bob", Set.of(Role.ADMIN))));
  }

  @Test
  void noticesARevocationAtOnceUnlessToldToRemember() throws Exception {
    door.enters(token);
    provider.says(200, "{\"active\":false}");
    door.refuses(token);
  }

  @Test
  void remembersAGoodAnswerForAsLongAsItIsToldAndNoLonger() throws Exception {
    remembering.enters(token);
    provider.says(200, "{\"active\":false}");
    remembering.enters(token);
    remembering.now = remembering.now.plusSeconds(29);
    remembering.enters(token);
    assertThat(provider.questions).hasSize(1);

    remembering.now = remembering.now.plusSeconds(1);
    remembering.refuses(token);
    assertThat(provider.questions).hasSize(2);
  }

  @Test
  void remembersNothingBeyondTheEndOfTheToken() throws Exception {
    provider.says(200, good(Map.of("exp", String.valueOf(remembering.now.getEpochSecond() + 10))));
    remembering.enters(token);
    remembering.now = remembering.now.plusSeconds(10);
    provider.says(200, "{\"active\":false}");
    remembering.refuses(token);
  }

  @Test
  void remembersNoOutage() throws Exception {
    provider.says(500, "");
    remembering.cannotTell(token);
    provider.says(200, "{\"active\":false}");
    remembering.refuses(token);
    provider.says(200, good(Map.of()));
    remembering.enters(token);
  }

  @Test
  void asksTenTimesAMinuteAboutOneToken() throws Exception {
    double limitedBefore = door.count("doorward.token.lookups.limited", "opaque");
    for (int i = 0; i < MOST_LOOKUPS; i++) {
      door.enters(token);
    }
    HttpResponse<String> limited = door.send(token);

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.body()).contains("\"code\":\"lookups_limited\"").doesNotContain(token);
    assertThat(limited.headers().firstValue("retry-after")).contains("60");
    assertThat(limited.headers().firstValue("ratelimit-policy")).contains("\"token\";q=10;w=60");
    assertThat(limited.headers().firstValue("www-authenticate")).isEmpty();
    assertThat(provider.questions).hasSize(MOST_LOOKUPS);
    assertThat(door.count("doorward.token.lookups.limited", "opaque") - limitedBefore).isEqualTo(1);

    door.enters("another-token");
    door.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    door.enters(token);
  }

  @Test
  void countsQuestionsThatFailedAsWell() throws Exception {
    provider.says(200, "{\"active\":false}");
    for (int i = 0; i < MOST_LOOKUPS; i++) {
      door.refuses(token);
    }
    assertThat(door.send(token).statusCode()).isEqualTo(429);
  }

  @Test
  void theBlockListHoldsForRememberedTokensToo() throws Exception {
    Instant since = Instant.now();
    new BlockFile(folder)
        .add(
            new Block(
                new Block.Target(Block.Kind.SUBJECT, "alice", Optional.empty()),
                "left",
                since,
                since.plus(Duration.ofHours(1))),
            since);
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(Blocks.class::isInstance);
    beans.add(new Blocks(folder, InstantSource.system()));
    try (AskedDoor blocking =
        new AskedDoor(
            Map.of("opaque", profile(Duration.ofSeconds(30))),
            new ProviderClient(Duration.ofSeconds(1)),
            beans)) {
      for (int i = 0; i < 2; i++) {
        assertThat(blocking.send(token).statusCode()).isEqualTo(403);
      }
      assertThat(blocking.letIn).isEmpty();
      provider.says(200, good(Map.of("sub", "\"carol\"")));
      blocking.enters("token-of-carol");
    }
  }

  @Test
  void givesRolesByClaimElseByDefaultAndBySubject() throws Exception {
    assertThat(door.enters(token + "-one").roles())
        .containsExactlyInAnyOrder(Role.VIEWER, Role.DEVELOPER);

    provider.says(200, good(Map.of("roles", "")));
    assertThat(door.enters(token + "-two").roles())
        .containsExactlyInAnyOrder(Role.USER, Role.DEVELOPER);

    provider.says(200, good(Map.of("roles", "", "sub", "\"carol\"")));
    assertThat(door.enters(token + "-three").roles()).containsExactly(Role.USER);

    provider.says(200, good(Map.of("roles", "[]", "sub", "\"carol\"")));
    assertThat(door.enters(token + "-four").roles()).isEmpty();
  }

  @Test
  void severalRequestsWithOneTokenAskOneQuestion() throws Exception {
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    provider.does(
        exchange -> {
          asked.countDown();
          answer.await();
          AskedProvider.send(exchange, 200, good(Map.of()));
        });
    TokenVerifier verifier =
        AccessTokens.external(
                Map.of("opaque", profile(Duration.ZERO)),
                TrustedKeys.AUDIENCE,
                () -> TrustedKeys.NOW,
                new ProviderClient(Duration.ofSeconds(30)),
                System::nanoTime)
            .verifier();
    List<Verification> found = new CopyOnWriteArrayList<>();
    Runnable verify = () -> found.add(verifier.verify(token, VerifiedTokens.digest(token)));

    Thread first = Thread.ofPlatform().start(verify);
    asked.await();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      others.add(Thread.ofPlatform().start(verify));
    }
    // They wait for nothing but the answer of the first.
    for (Thread other : others) {
      while (other.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    answer.countDown();
    first.join();
    for (Thread other : others) {
      other.join();
    }

    assertThat(found).hasSize(8).allMatch(Verification.Verified.class::isInstance);
    assertThat(found.stream().map(AskedAgainTest::caller).distinct()).hasSize(1);
    assertThat(provider.questions).hasSize(1);
  }

  private static Caller caller(Verification verification) {
    return ((Verification.Verified) verification).caller();
  }
}

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often a server is asked about one token, and how long its answer holds.
final class AskedAgainTest {
  private static final String TOKEN = "2YotnFZFEjr1zCsicMWpAA";
  private static final int MOST_LOOKUPS = 10;

  @TempDir Path folder;
  private AskedProvider provider;

  @BeforeEach
  void open() throws IOException {
    provider = new AskedProvider();
    provider.says(200, good(Map.of()));
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private static String good(Map<String, String> changes) {
    Map<String, String> all = new HashMap<>(Map.of("active", "true"));
    all.putAll(changes);
    return TrustedKeys.claims(all);
  }

  private AskedDoor door(Duration cache) {
    return new AskedDoor(Map.of("opaque", remembering(cache)));
  }

  private IssuerProfile remembering(Duration cache) {
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
    try (AskedDoor door = door(Duration.ZERO)) {
      door.enters(TOKEN);
      provider.says(200, "{\"active\":false}");
      door.refuses(TOKEN);
    }
  }

  @Test
  void remembersAGoodAnswerForAsLongAsItIsToldAndNoLonger() throws Exception {
    try (AskedDoor door = door(Duration.ofSeconds(30))) {
      door.enters(TOKEN);
      provider.says(200, "{\"active\":false}");
      door.enters(TOKEN);
      door.now = door.now.plusSeconds(29);
      door.enters(TOKEN);
      assertThat(provider.questions).hasSize(1);

      door.now = door.now.plusSeconds(1);
      door.refuses(TOKEN);
      assertThat(provider.questions).hasSize(2);
    }
  }

  @Test
  void remembersNothingBeyondTheEndOfTheToken() throws Exception {
    provider.says(200, good(Map.of("exp", String.valueOf(TrustedKeys.IAT + 10))));
    try (AskedDoor door = door(Duration.ofSeconds(30))) {
      door.enters(TOKEN);
      door.now = door.now.plusSeconds(10);
      provider.says(200, "{\"active\":false}");
      door.refuses(TOKEN);
    }
  }

  @Test
  void remembersNoOutage() throws Exception {
    try (AskedDoor door = door(Duration.ofSeconds(30))) {
      provider.says(500, "");
      door.cannotTell(TOKEN);
      provider.says(200, "{\"active\":false}");
      door.refuses(TOKEN);
      provider.says(200, good(Map.of()));
      door.enters(TOKEN);
    }
  }

  @Test
  void asksTenTimesAMinuteAboutOneToken() throws Exception {
    try (AskedDoor door = door(Duration.ZERO)) {
      for (int i = 0; i < MOST_LOOKUPS; i++) {
        door.enters(TOKEN);
      }
      HttpResponse<String> limited = door.send(TOKEN);

      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.body()).contains("\"code\":\"lookups_limited\"").doesNotContain(TOKEN);
      assertThat(limited.headers().firstValue("retry-after")).contains("60");
      assertThat(limited.headers().firstValue("ratelimit-policy")).contains("\"token\";q=10;w=60");
      assertThat(limited.headers().firstValue("www-authenticate")).isEmpty();
      assertThat(provider.questions).hasSize(MOST_LOOKUPS);
      assertThat(door.count("doorward.token.lookups.limited", "opaque")).isEqualTo(1);

      door.enters("another-token");
      door.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      door.enters(TOKEN);
    }
  }

  @Test
  void countsQuestionsThatFailedAsWell() throws Exception {
    try (AskedDoor door = door(Duration.ZERO)) {
      provider.says(200, "{\"active\":false}");
      for (int i = 0; i < MOST_LOOKUPS; i++) {
        door.refuses(TOKEN);
      }
      assertThat(door.send(TOKEN).statusCode()).isEqualTo(429);
    }
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
    try (AskedDoor door =
        new AskedDoor(
            Map.of("opaque", remembering(Duration.ofSeconds(30))),
            new ProviderClient(Duration.ofSeconds(1)),
            beans)) {
      for (int i = 0; i < 2; i++) {
        assertThat(door.send(TOKEN).statusCode()).isEqualTo(403);
      }
      assertThat(door.letIn).isEmpty();
      provider.says(200, good(Map.of("sub", "\"carol\"")));
      door.enters("token-of-carol");
    }
  }

  @Test
  void givesRolesByClaimElseByDefaultAndBySubject() throws Exception {
    try (AskedDoor door = door(Duration.ZERO)) {
      assertThat(door.enters("one").roles()).containsExactlyInAnyOrder(Role.VIEWER, Role.DEVELOPER);

      provider.says(200, good(Map.of("roles", "")));
      assertThat(door.enters("two").roles()).containsExactlyInAnyOrder(Role.USER, Role.DEVELOPER);

      provider.says(200, good(Map.of("roles", "", "sub", "\"carol\"")));
      assertThat(door.enters("three").roles()).containsExactly(Role.USER);

      provider.says(200, good(Map.of("roles", "[]", "sub", "\"carol\"")));
      assertThat(door.enters("four").roles()).isEmpty();
    }
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
                Map.of("opaque", remembering(Duration.ZERO)),
                TrustedKeys.AUDIENCE,
                () -> TrustedKeys.NOW,
                new ProviderClient(Duration.ofSeconds(30)),
                System::nanoTime)
            .verifier();
    List<Verification> found = new CopyOnWriteArrayList<>();
    Runnable verify = () -> found.add(verifier.verify(TOKEN, VerifiedTokens.digest(TOKEN)));

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

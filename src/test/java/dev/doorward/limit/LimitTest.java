package dev.doorward.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitTest {
  private static final Caller ADA = caller("ada", Role.DEVELOPER);
  private static final Caller BOB = caller("bob");

  private final AtomicLong nanos = new AtomicLong();

  private static Caller caller(String subject, Role... roles) {
    return new Caller(new CallerId("issuer", subject), Set.of(roles), Set.of(), "tests", Door.HTTP);
  }

  private RateLimiter limiter(String rate) {
    return new RateLimiter(Optional.of(Rate.parse(rate)), Map.of(), Map.of(), nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static int admitted(RateLimiter limiter, Caller caller, int attempts) {
    int admitted = 0;
    for (int i = 0; i < attempts; i++) {
      admitted += limiter.take(caller).allowed() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void readsARateAsItIsWritten() {
    assertThat(Rate.parse("100/minute")).isEqualTo(new Rate(100, Duration.ofMinutes(1)));
    assertThat(Rate.parse("5/second")).hasToString("5/second");
    assertThat(Rate.parse("5/hour burst 20")).hasToString("5/hour burst 20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0/minute",
        "-1/minute",
        "ten/minute",
        "10/day",
        "10",
        "",
        "99999999999/hour",
        "10/minute burst 9",
        "10/minute burst 0",
        "10/minute burst",
        "10/minute  burst 20"
      })
  void refusesARateThatIsNone(String text) {
    assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsEachCallerByItself() {
    RateLimiter limiter = limiter("2/hour");
    assertThat(limiter.take(ADA).allowed()).isTrue();
    assertThat(limiter.take(ADA).remaining()).isZero();
    Decision refused = limiter.take(ADA);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryIn()).isEqualTo(Duration.ofHours(1));
    assertThat(limiter.take(BOB).allowed()).isTrue();
  }

  @Test
  void givesThePermitsBackWhenTheIntervalIsOverAndNotBefore() {
    RateLimiter limiter = limiter("3/minute");
    assertThat(admitted(limiter, ADA, 5)).isEqualTo(3);
    pass(Duration.ofSeconds(59));
    assertThat(limiter.take(ADA).retryIn()).isEqualTo(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    assertThat(admitted(limiter, ADA, 5)).isEqualTo(3);
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    RateLimiter limiter = limiter("2/minute burst 5");
    assertThat(admitted(limiter, ADA, 9)).isEqualTo(5);
    pass(Duration.ofMinutes(1));
    assertThat(admitted(limiter, ADA, 9)).isEqualTo(2);
    pass(Duration.ofHours(1));
    assertThat(admitted(limiter, ADA, 9)).isEqualTo(5);
  }

  @Test
  void forgetsACallerOnlyWhenItsPermitsAreBack() {
    RateLimiter limiter = limiter("2/minute burst 6");
    assertThat(admitted(limiter, ADA, 9)).isEqualTo(6);
    pass(Duration.ofMinutes(2));
    assertThat(admitted(limiter, ADA, 9)).isEqualTo(4);
  }

  @Test
  void aRoleHasItsOwnRateAndTheLargestHolds() {
    RateLimiter limiter =
        new RateLimiter(
            Optional.of(Rate.parse("1/minute")),
            Map.of(Role.DEVELOPER, Rate.parse("3/minute"), Role.VIEWER, Rate.parse("120/hour")),
            Map.of(),
            nanos::get);
    assertThat(admitted(limiter, BOB, 9)).isEqualTo(1);
    assertThat(admitted(limiter, ADA, 9)).isEqualTo(3);
    assertThat(admitted(limiter, caller("eve", Role.DEVELOPER, Role.VIEWER), 9)).isEqualTo(3);
    assertThat(admitted(limiter, caller("joe", Role.ADMIN), 9)).isEqualTo(1);
  }

  @Test
  void aToolHasPermitsOfItsOwnPerCaller() {
    RateLimiter limiter =
        new RateLimiter(
            Optional.empty(), Map.of(), Map.of("slow", Rate.parse("1/minute")), nanos::get);
    assertThat(limiter.takeForTool(ADA.id(), "slow").allowed()).isTrue();
    Decision refused = limiter.takeForTool(ADA.id(), "slow");
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.scope()).isEqualTo("tool");
    assertThat(limiter.takeForTool(BOB.id(), "slow").allowed()).isTrue();
    assertThat(limiter.takeForTool(ADA.id(), "quick").allowed()).isTrue();
    assertThat(limiter.take(ADA).allowed()).isTrue();
  }

  @Test
  void admitsNoMoreThanTheRateUnderParallelCallers() throws InterruptedException {
    RateLimiter limiter = limiter("100/hour");
    AtomicInteger admitted = new AtomicInteger();
    Thread[] threads = new Thread[32];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofVirtual().start(() -> admitted.addAndGet(admitted(limiter, ADA, 20)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(admitted).hasValue(100);
  }

  @Test
  void remembersABoundedNumberOfKeys() {
    Buckets<Integer> buckets = new Buckets<>("caller", Rate.parse("1/hour"), 1_000, nanos::get);
    for (int i = 0; i < 100_000; i++) {
      buckets.take(i);
    }
    assertThat(buckets.size()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void limitsCallsAtOnce() {
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(2, Map.of());
    assertThat(limiter.take(ADA.id(), "")).isPresent();
    var second = limiter.take(ADA.id(), "a");
    assertThat(second).isPresent();
    assertThat(limiter.take(ADA.id(), "b")).isEmpty();
    assertThat(limiter.take(BOB.id(), "b")).isPresent();
    second.orElseThrow().giveBack();
    assertThat(limiter.take(ADA.id(), "b")).isPresent();
  }

  @Test
  void limitsCallsOfAToolAtOnceAndGivesBothPlacesBack() {
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(2, Map.of("single", 1));
    for (int i = 0; i < 3; i++) {
      var single = limiter.take(ADA.id(), "single").orElseThrow();
      assertThat(limiter.take(ADA.id(), "single")).isEmpty();
      var ofBob = limiter.take(BOB.id(), "single").orElseThrow();
      var other = limiter.take(ADA.id(), "other").orElseThrow();
      assertThat(limiter.take(ADA.id(), "other")).isEmpty();
      single.giveBack();
      other.giveBack();
      ofBob.giveBack();
    }
  }

  @Test
  void zeroCallsAtOnceIsNoLimitAnybodyCanSet() {
    assertThatThrownBy(() -> new ConcurrencyLimiter(0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConcurrencyLimiter(1, Map.of("tool", 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

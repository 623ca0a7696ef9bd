package dev.doorward.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.limit.AddressLimiter.Admission;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Limits that change while they are in use.
final class ReconfiguredLimitsTest {
  private static final Caller ADA =
      new Caller(
          new CallerId("issuer", "ada"), Set.of(Role.DEVELOPER), Set.of(), "tests", Door.HTTP);
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

  private final AtomicLong nanos = new AtomicLong();

  private static Optional<Rate> rate(String text) {
    return Optional.of(Rate.parse(text));
  }

  private RateLimiter limiter(String usual) {
    return new RateLimiter(rate(usual), Map.of(), Map.of(), nanos::get);
  }

  private static int admitted(RateLimiter limiter) {
    int admitted = 0;
    while (limiter.take(ADA).allowed()) {
      admitted++;
    }
    return admitted;
  }

  @Test
  void whoseRateStaysKeepsWhatIsLeft() {
    RateLimiter limiter = limiter("10/hour");
    for (int i = 0; i < 7; i++) {
      limiter.take(ADA);
    }
    limiter.reconfigure(
        rate("10/hour"),
        Map.of(Role.ADMIN, Rate.parse("1/hour")),
        Map.of("t", Rate.parse("1/hour")));
    assertThat(admitted(limiter)).isEqualTo(3);
  }

  @Test
  void whoseRateChangesKeepsItsShare() {
    RateLimiter limiter = limiter("10/hour");
    for (int i = 0; i < 5; i++) {
      limiter.take(ADA);
    }
    limiter.reconfigure(rate("100/hour"), Map.of(), Map.of());
    Decision decision = limiter.take(ADA);
    assertThat(decision.permits()).isEqualTo(100);
    assertThat(decision.remaining()).isEqualTo(49);
    limiter.reconfigure(rate("4/minute"), Map.of(), Map.of());
    assertThat(admitted(limiter)).isEqualTo(1);
  }

  @Test
  void whoHasUsedEverythingGetsNothingForAChange() {
    RateLimiter limiter = limiter("2/hour");
    assertThat(admitted(limiter)).isEqualTo(2);
    limiter.reconfigure(rate("1000/hour"), Map.of(), Map.of());
    assertThat(admitted(limiter)).isZero();
    limiter.reconfigure(rate("2/hour"), Map.of(), Map.of());
    assertThat(admitted(limiter)).isZero();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(admitted(limiter)).isEqualTo(2);
  }

  @Test
  void ratesOfRolesAndToolsComeAndGo() {
    RateLimiter limiter = limiter("2/hour");
    assertThat(admitted(limiter)).isEqualTo(2);
    Map<String, Rate> tools = Map.of("slow", Rate.parse("1/hour"));
    limiter.reconfigure(rate("2/hour"), Map.of(Role.DEVELOPER, Rate.parse("5/hour")), tools);
    assertThat(admitted(limiter)).isEqualTo(5);
    assertThat(limiter.takeForTool(ADA.id(), "slow").allowed()).isTrue();
    limiter.reconfigure(rate("2/hour"), Map.of(), tools);
    assertThat(admitted(limiter)).as("the usual rate was used up").isZero();
    assertThat(limiter.takeForTool(ADA.id(), "slow").allowed()).isFalse();
    limiter.reconfigure(rate("2/hour"), Map.of(), Map.of());
    assertThat(limiter.takeForTool(ADA.id(), "slow").allowed()).isTrue();
  }

  @Test
  void callsThatRunStayCounted() {
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(3, Map.of("single", 1));
    var first = limiter.take(ADA.id(), "single").orElseThrow();
    var second = limiter.take(ADA.id(), "other").orElseThrow();
    limiter.reconfigure(2, Map.of("single", 1, "other", 1));
    assertThat(limiter.take(ADA.id(), "third")).isEmpty();
    second.giveBack();
    assertThat(limiter.take(ADA.id(), "single")).as("it still runs").isEmpty();
    limiter.reconfigure(2, Map.of());
    first.giveBack();
    limiter.reconfigure(2, Map.of("single", 1));
    var third = limiter.take(ADA.id(), "single").orElseThrow();
    assertThat(limiter.take(ADA.id(), "single")).as("nothing was given back twice").isEmpty();
    third.giveBack();
    assertThat(limiter.take(ADA.id(), "a")).isPresent();
    assertThat(limiter.take(ADA.id(), "b")).isPresent();
    assertThat(limiter.take(ADA.id(), "c")).isEmpty();
    assertThatThrownBy(() -> limiter.reconfigure(0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLockOutThatHasBegunLastsAsWasSaid() {
    AddressLimiter limiter = new AddressLimiter(settings("5/hour", 3, 600), nanos::get);
    for (int i = 0; i < 3; i++) {
      limiter.failed(ADDRESS);
    }
    limiter.reconfigure(settings("1/hour", 2, 1));
    nanos.addAndGet(Duration.ofSeconds(599).toNanos());
    assertThat(limiter.admitCredential(ADDRESS)).isInstanceOf(Admission.Locked.class);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limiter.admitCredential(ADDRESS)).isInstanceOf(Admission.Admitted.class);
    assertThat(limiter.failed(ADDRESS)).isFalse();
    assertThat(limiter.failed(ADDRESS)).as("two are enough now").isTrue();
    assertThat(limiter.admitCredential(ADDRESS))
        .isEqualTo(new Admission.Locked(Duration.ofSeconds(1)));
    assertThat(limiter.admitAnonymous(ADDRESS)).isInstanceOf(Admission.Admitted.class);
    assertThat(limiter.admitAnonymous(ADDRESS)).isInstanceOf(Admission.Limited.class);
  }

  private static LimitSettings settings(String unauthenticated, int failures, int lasting) {
    return new LimitSettings(
        Optional.empty(),
        Map.of(),
        Map.of(),
        Rate.parse(unauthenticated),
        failures,
        Duration.ofMinutes(1),
        Duration.ofSeconds(lasting));
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.limit.Decision;
import dev.doorward.limit.LookupLimiter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How long a stream stays open by what is found of its credential.
@Timeout(30)
final class StandingTest {
  private static final Caller ANN = caller(Role.VIEWER);
  private static final Verification REJECTED = new Verification.Rejected("test");

  private final AtomicLong trust = new AtomicLong();
  private final AtomicInteger judged = new AtomicInteger();
  private volatile Instant now = TrustedKeys.NOW;
  private volatile Verification says = good(Duration.ofHours(1));
  private final Standing standing =
      new Standing(
          ANN,
          () -> {
            judged.incrementAndGet();
            return says;
          },
          trust::get,
          () -> now,
          Runnable::run);

  private static Caller caller(Role role) {
    return new Caller(
        new CallerId("https://issuer.test", "ann"), Set.of(role), Scope.ALL, "test", Door.HTTP);
  }

  private static Verification.Verified good(Duration life) {
    Instant end = TrustedKeys.NOW.plus(life);
    return new Verification.Verified(ANN, Instant.MIN, end, end);
  }

  private void found() {
    standing.found(trust.get(), says);
  }

  /// Looks twice: the first look begins a judgement, the second tells what came of it.
  private boolean lostWhenJudged() {
    int before = judged.get();
    standing.lost();
    assertThat(judged).hasValue(before + 1);
    return standing.lost();
  }

  private void advance(Duration time) {
    now = now.plus(time);
  }

  static Verification[] nobodyCanTell() {
    Decision limited = null;
    LookupLimiter limiter = new LookupLimiter(() -> 0);
    while (limited == null || limited.allowed()) {
      limited = limiter.take(ByteBuffer.wrap(new byte[32]));
    }
    return new Verification[] {new Verification.Unavailable(5), new Verification.Limited(limited)};
  }

  @Test
  void endsWithItsCredentialAndNotBefore() {
    found();
    advance(Duration.ofMinutes(59));
    standing.lost();
    assertThat(standing.lost()).isFalse();
    advance(Duration.ofMinutes(1));
    assertThat(standing.lost()).isTrue();
  }

  @Test
  void isJudgedAgainAfterAMinuteAndNotAtEveryLook() {
    found();
    for (int i = 0; i < 100; i++) {
      assertThat(standing.lost()).isFalse();
    }
    assertThat(judged).hasValue(0);
    says = REJECTED;
    advance(Standing.ENOUGH);
    assertThat(lostWhenJudged()).isTrue();
    assertThat(judged).hasValue(1);
  }

  @Test
  void isJudgedAtOnceWhenOtherCredentialsAreAccepted() {
    found();
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).as("still good").isFalse();
    assertThat(judged).hasValue(1);
    says = REJECTED;
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).isTrue();
  }

  @Test
  void whatWasFoundBeforeAChangeIsNotEnough() {
    long asked = trust.get();
    trust.incrementAndGet();
    standing.found(asked, says);
    says = REJECTED;
    assertThat(lostWhenJudged()).isTrue();
  }

  @Test
  void endsWhenItsCallerHasOtherRights() {
    found();
    Instant end = now.plus(Duration.ofHours(1));
    says = new Verification.Verified(caller(Role.ADMIN), Instant.MIN, end, end);
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("nobodyCanTell")
  void outlivesAShortOutageAndNoLongOne(Verification nobody) {
    found();
    says = nobody;
    advance(Standing.ENOUGH);
    assertThat(lostWhenJudged()).isFalse();
    says = good(Duration.ofHours(1));
    advance(Standing.RETRY);
    assertThat(lostWhenJudged()).as("the provider is back").isFalse();
    says = nobody;
    advance(Standing.ENOUGH);
    assertThat(lostWhenJudged()).isFalse();
    advance(Standing.GRACE);
    assertThat(lostWhenJudged()).isTrue();
  }

  @Test
  void doesNotOutliveAnOutageUnderAnotherTrust() {
    found();
    says = new Verification.Unavailable(5);
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).isTrue();
  }

  static Verification[] notYet() {
    return new Verification[] {new Verification.Unavailable(5, true), nobodyCanTell()[1]};
  }

  @ParameterizedTest
  @MethodSource("notYet")
  void waitsForItsTurnAfterAChange(Verification later) {
    found();
    says = later;
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).isFalse();
    assertThat(judged).as("not at every look").hasValue(1);
    says = good(Duration.ofHours(1));
    advance(Standing.TURN_RETRY);
    assertThat(lostWhenJudged()).isFalse();
    advance(Standing.TURN);
    assertThat(standing.lost()).isFalse();
    assertThat(judged).as("good for a minute").hasValue(2);
  }

  @ParameterizedTest
  @MethodSource("notYet")
  void doesNotWaitForItsTurnForever(Verification later) {
    found();
    says = later;
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).isFalse();
    for (Instant end = now.plus(Standing.TURN); now.plus(Standing.TURN_RETRY).isBefore(end); ) {
      advance(Standing.TURN_RETRY);
      trust.incrementAndGet();
      assertThat(lostWhenJudged()).isFalse();
    }
    advance(Standing.TURN_RETRY);
    assertThat(lostWhenJudged()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("notYet")
  void doesNotOutliveAnOutageWhileItWaitsForItsTurn(Verification later) {
    found();
    says = later;
    trust.incrementAndGet();
    assertThat(lostWhenJudged()).isFalse();
    says = new Verification.Unavailable(5);
    advance(Standing.TURN_RETRY);
    assertThat(lostWhenJudged()).isTrue();
  }

  @Test
  void isJudgedAtTheFirstLookWhenNothingIsKnown() {
    says = REJECTED;
    assertThat(lostWhenJudged()).isTrue();
  }

  @Test
  void aBugEndsIt() {
    Standing broken =
        new Standing(
            ANN,
            () -> {
              throw new IllegalStateException("a bug");
            },
            trust::get,
            () -> now,
            Runnable::run);
    assertThat(broken.lost()).isFalse();
    assertThat(broken.lost()).isTrue();
  }
}

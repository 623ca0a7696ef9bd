package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How often a token with several streams is judged.
@Timeout(30)
final class JudgedTokensTest {
  private static final ByteBuffer ONE = VerifiedTokens.digest("one");
  private static final ByteBuffer TWO = VerifiedTokens.digest("two");
  private static final Verification GOOD = new Verification.Rejected("stands for any");

  private final AtomicLong trust = new AtomicLong();
  private final AtomicInteger judged = new AtomicInteger();
  private volatile Instant now = TrustedKeys.NOW;
  private volatile Verification says = GOOD;
  private final JudgedTokens tokens = new JudgedTokens(() -> now, trust::get);

  private Judged judge(ByteBuffer digest) {
    return tokens.judge(
        digest,
        () -> {
          judged.incrementAndGet();
          return says;
        });
  }

  @Test
  void oneJudgementServesForAMinuteAndTellsItsTime() {
    judge(ONE);
    now = now.plus(Standing.ENOUGH).minusSeconds(1);
    assertThat(judge(ONE)).isEqualTo(new Judged(0, TrustedKeys.NOW, GOOD));
    assertThat(judged).hasValue(1);
    judge(TWO);
    assertThat(judged).as("another token").hasValue(2);
    now = now.plusSeconds(1);
    assertThat(judge(ONE).at()).isEqualTo(now);
    assertThat(judged).hasValue(3);
  }

  @Test
  void noneServesAfterAChange() {
    judge(ONE);
    trust.incrementAndGet();
    assertThat(judge(ONE).trust()).isEqualTo(1);
    assertThat(judged).hasValue(2);
  }

  @Test
  void anOutageIsNotAskedAboutByEveryStream() {
    says = new Verification.Unavailable(5);
    judge(ONE);
    now = now.plus(Standing.RETRY).minusMillis(1);
    judge(ONE);
    assertThat(judged).hasValue(1);
    now = now.plusMillis(1);
    judge(ONE);
    assertThat(judged).hasValue(2);
  }

  @Test
  void whoseTurnItWasNotIsTriedAgainSoon() {
    says = new Verification.Unavailable(5, true);
    judge(ONE);
    now = now.plus(Standing.TURN_RETRY);
    says = GOOD;
    assertThat(judge(ONE).verification()).isEqualTo(GOOD);
  }

  @Test
  void whatARequestLearnsServesUnlessSomethingNewerIsKnown() {
    tokens.found(ONE, new Judged(0, now, GOOD));
    judge(ONE);
    assertThat(judged).hasValue(0);

    Verification old = new Verification.Rejected("old");
    tokens.found(ONE, new Judged(0, now.minus(Duration.ofSeconds(1)), old));
    assertThat(judge(ONE).verification()).isEqualTo(GOOD);
    trust.incrementAndGet();
    judge(ONE);
    tokens.found(ONE, new Judged(0, now.plusSeconds(1), old));
    assertThat(judge(ONE).verification()).isEqualTo(GOOD);
    assertThat(judged).hasValue(1);
  }

  @Test
  void streamsThatAreJudgedAtOnceWaitForOneJudgement() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    List<Judged> found = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.startVirtualThread(
              () ->
                  found.add(
                      tokens.judge(
                          ONE,
                          () -> {
                            judged.incrementAndGet();
                            begun.countDown();
                            try {
                              answer.await();
                            } catch (InterruptedException _) {
                              Thread.currentThread().interrupt();
                            }
                            return GOOD;
                          }))));
    }
    begun.await();
    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(found).hasSize(4);
    assertThat(judged).hasValue(1);
  }

  @Test
  void aBugIsToldToWhoeverMetItAndKeepsNobodyIn() {
    assertThatThrownBy(
            () ->
                tokens.judge(
                    ONE,
                    () -> {
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(judge(ONE).verification()).isInstanceOf(Verification.Rejected.class);
    assertThat(judged).hasValue(0);
  }
}

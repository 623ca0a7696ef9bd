package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VerifiedTokensTest {
  private static final ByteBuffer TOKEN = VerifiedTokens.digest("token");
  private static final Caller CALLER =
      new Caller(new CallerId("i", "s"), Set.of(), Set.of(), "c", Door.HTTP);

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private final VerifiedTokens known = new VerifiedTokens(() -> now);

  @Test
  void judgesTheEndOfATokenEveryTime() {
    known.remember(TOKEN, found(10, 60));

    assertThat(known.recall(TOKEN)).containsInstanceOf(Verification.Verified.class);
    now = now.plusSeconds(10);
    assertThat(known.recall(TOKEN)).contains(new Verification.Rejected("expired"));
  }

  @Test
  void forgetsAfterAMinuteHoweverLongTheTokenLives() {
    known.remember(TOKEN, found(3_600, 60));

    now = now.plusSeconds(59);
    assertThat(known.recall(TOKEN)).isPresent();
    now = now.plusSeconds(1);
    assertThat(known.recall(TOKEN)).isEmpty();
  }

  @Test
  void remembersNothingThatMustBeAskedAgainAtOnce() {
    known.remember(TOKEN, found(3_600, 0));

    assertThat(known.recall(TOKEN)).isEmpty();
  }

  @Test
  void hasOneOfManyVerifyATokenInUseAgainBeforeItIsForgotten() {
    Verification.Verified seen = found(3_600, 60);
    known.remember(TOKEN, seen);

    now = now.plusSeconds(45);
    assertThat(known.refreshDue(seen)).isFalse();
    now = now.plusSeconds(1);
    assertThat(known.refreshDue(seen)).isTrue();
    assertThat(known.claimRefresh(TOKEN)).isTrue();
    assertThat(known.claimRefresh(TOKEN)).isFalse();
    Verification.Verified again = found(3_600, 60);
    known.remember(TOKEN, again);
    known.refreshed(TOKEN, again);
    assertThat(known.refreshDue(again)).isFalse();
    assertThat(known.claimRefresh(TOKEN)).isTrue();
    now = now.plusSeconds(30);
    assertThat(known.recall(TOKEN)).isPresent();
  }

  @Test
  void forgetsATokenThatIsNotGoodAnyMoreAndKeepsOneThatCannotBeJudged() {
    known.remember(TOKEN, found(3_600, 60));

    known.refreshed(TOKEN, new Verification.Unavailable(1));
    assertThat(known.recall(TOKEN)).isPresent();
    known.refreshed(TOKEN, new Verification.Rejected("signature"));
    assertThat(known.recall(TOKEN)).isEmpty();
  }

  private Verification.Verified found(long lives, long remembered) {
    return new Verification.Verified(
        CALLER, Instant.MIN, now.plusSeconds(lives), now.plusSeconds(remembered));
  }
}

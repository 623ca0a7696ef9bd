package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the credential that opened a stream would still open it. It is judged in full once a
/// minute, and at once when the door accepts other credentials than before; its end is looked at
/// every time.
public final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  /// How long one judgement is enough while the door accepts the same credentials.
  static final Duration ENOUGH = VerifiedTokens.REMEMBERED;

  /// How long a stream outlives the end of that when nobody can judge it.
  static final Duration GRACE = Duration.ofSeconds(60);

  /// When it is tried again then.
  static final Duration RETRY = Duration.ofSeconds(5);

  private static final long NEVER = -1;

  /// What is known of it.
  ///
  /// @param trust what the door accepted when it was judged, or [#NEVER]
  /// @param until when it ends, the allowed skew included
  /// @param next when it must be judged again
  /// @param end when it ends if it cannot be
  private record Known(long trust, Instant until, Instant next, Instant end) {}

  private final Caller caller;
  private final Supplier<Verification> judgement;
  private final LongSupplier trust;
  private final InstantSource clock;
  private final Executor threads;
  private final AtomicBoolean judging = new AtomicBoolean();
  private volatile Known known;
  private volatile boolean over;

  /// @param caller whom the stream was opened for
  /// @param judgement judges the credential in full; may wait
  /// @param trust a number that is another one whenever other credentials are accepted
  Standing(
      Caller caller, Supplier<Verification> judgement, LongSupplier trust, InstantSource clock) {
    this(caller, judgement, trust, clock, work -> Thread.ofVirtual().name("standing").start(work));
  }

  /// @param threads runs judgements, which may wait
  Standing(
      Caller caller,
      Supplier<Verification> judgement,
      LongSupplier trust,
      InstantSource clock,
      Executor threads) {
    this.threads = threads;
    this.caller = caller;
    this.judgement = judgement;
    this.trust = trust;
    this.clock = clock;
    Instant now = clock.instant();
    this.known = new Known(NEVER, Instant.MAX, now, now.plus(GRACE));
  }

  /// Takes what was found without waiting, for as long as it is younger than a change of what is
  /// accepted.
  ///
  /// @param asked the number from before it was found
  void found(long asked, Verification verification) {
    Instant now = clock.instant();
    switch (verification) {
      case Verification.Verified verified when verified.caller().equals(caller) ->
          known =
              new Known(asked, verified.until(), now.plus(ENOUGH), now.plus(ENOUGH).plus(GRACE));
      // Its roles or scopes are others now: the next stream will have them.
      case Verification.Verified _ -> over = true;
      case Verification.Rejected _ -> over = true;
      case Verification.Unavailable _ -> unjudged(asked, now);
      case Verification.Limited _ -> unjudged(asked, now);
    }
  }

  /// Nobody can tell now. Whoever was found good by what is accepted now stays for a while.
  private void unjudged(long asked, Instant now) {
    Known last = known;
    if ((last.trust() != asked && last.trust() != NEVER) || !now.isBefore(last.end())) {
      over = true;
    } else {
      known = new Known(last.trust(), last.until(), now.plus(RETRY), last.end());
    }
  }

  /// Tells whether the stream must end. Never waits: where a judgement is due it is begun, and what
  /// comes of it is told the next time.
  public boolean lost() {
    Known last = known;
    Instant now = clock.instant();
    if (over || !now.isBefore(last.until())) {
      return true;
    }
    boolean changed = last.trust() != NEVER && last.trust() != trust.getAsLong();
    if ((changed || !now.isBefore(last.next())) && judging.compareAndSet(false, true)) {
      threads.execute(this::judge);
    }
    return false;
  }

  private void judge() {
    try {
      long asked = trust.getAsLong();
      found(asked, judgement.get());
    } catch (RuntimeException fault) {
      // A bug: nobody can say any more that the stream may go on.
      over = true;
      LOG.atError().setCause(fault).log("standing.fault");
    } finally {
      judging.set(false);
    }
  }
}

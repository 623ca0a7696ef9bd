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
  static final Duration RETRY = Duration.ofSeconds(10);

  /// How long it outlives a change when the provider is well, but was not asked for a limit of
  /// ours.
  static final Duration TURN = Duration.ofSeconds(10);

  /// When it is tried again then.
  static final Duration TURN_RETRY = Duration.ofSeconds(2);

  private static final long NEVER = -1;

  /// What is known of it.
  ///
  /// @param trust what the door accepted when it was judged, or [#NEVER]
  /// @param tried what it accepted when that was tried last
  /// @param until when it ends, the allowed skew included
  /// @param next when it must be judged again
  /// @param end when it ends if it cannot be
  private record Known(long trust, long tried, Instant until, Instant next, Instant end) {}

  private final Caller caller;
  private final Supplier<Judged> judgement;
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
    this(
        caller,
        trust,
        clock,
        threads,
        () -> {
          long asked = trust.getAsLong();
          return new Judged(asked, clock.instant(), judgement.get());
        });
  }

  /// @param judgement tells what was found, maybe for another stream of the same credential
  private Standing(
      Caller caller,
      LongSupplier trust,
      InstantSource clock,
      Executor threads,
      Supplier<Judged> judgement) {
    this.threads = threads;
    this.caller = caller;
    this.judgement = judgement;
    this.trust = trust;
    this.clock = clock;
    Instant now = clock.instant();
    this.known = new Known(NEVER, NEVER, Instant.MAX, now, now.plus(GRACE));
  }

  /// One whose judgement may have been made for another stream of the same credential.
  static Standing shared(
      Caller caller, Supplier<Judged> judgement, LongSupplier trust, InstantSource clock) {
    return new Standing(
        caller, trust, clock, work -> Thread.ofVirtual().name("standing").start(work), judgement);
  }

  /// Takes what was found without waiting, for as long as it is younger than a change of what is
  /// accepted.
  ///
  /// @param asked the number from before it was found
  void found(long asked, Verification verification) {
    found(new Judged(asked, clock.instant(), verification));
  }

  /// The same for what was found at a time of which more is known.
  void found(Judged judged) {
    long asked = judged.trust();
    switch (judged.verification()) {
      case Verification.Verified verified when verified.caller().equals(caller) -> {
        Instant next = judged.at().plus(ENOUGH);
        known = new Known(asked, asked, verified.until(), next, next.plus(GRACE));
      }
      // Its roles or scopes are others now: the next stream will have them.
      case Verification.Verified _ -> over = true;
      case Verification.Rejected _ -> over = true;
      case Verification.Unavailable(_, boolean full) -> unjudged(asked, full);
      case Verification.Limited _ -> unjudged(asked, true);
    }
  }

  /// Nobody can tell now. Whoever was found good by what is accepted now stays for a while, and
  /// whoever was before a change only until it is his turn.
  ///
  /// @param waiting whether nobody was asked, because it was not his turn
  private void unjudged(long asked, boolean waiting) {
    Known last = known;
    Instant now = clock.instant();
    boolean changed = last.trust() != asked && last.trust() != NEVER;
    Instant end = last.end();
    // Counted from the first change that he was not judged after.
    if (changed && last.tried() == last.trust() && now.plus(TURN).isBefore(end)) {
      end = now.plus(TURN);
    }
    if ((changed && !waiting) || !now.isBefore(end)) {
      over = true;
    } else {
      Instant next = now.plus(changed ? TURN_RETRY : RETRY);
      known = new Known(last.trust(), asked, last.until(), next, end);
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
    boolean changed = last.trust() != NEVER && last.tried() != trust.getAsLong();
    if ((changed || !now.isBefore(last.next())) && judging.compareAndSet(false, true)) {
      threads.execute(this::judge);
    }
    return false;
  }

  private void judge() {
    try {
      found(judgement.get());
    } catch (RuntimeException fault) {
      // A bug: nobody can say any more that the stream may go on.
      over = true;
      LOG.atError().setCause(fault).log("standing.fault");
    } finally {
      judging.set(false);
    }
  }
}

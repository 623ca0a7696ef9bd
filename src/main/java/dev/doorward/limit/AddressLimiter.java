package dev.doorward.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What one address may ask for before anybody knows who is there: so many requests without a good
/// credential, and so many bad credentials before it is locked out for a while. Callers that are
/// known already are not asked about.
///
/// Whatever arrives, no more than [#MOST_ADDRESSES] are remembered.
public final class AddressLimiter {
  static final int MOST_ADDRESSES = 10_000;

  private final Buckets<Source> requests;
  private final LongSupplier nanos;
  private final Cache<Source, Failures> failures;
  private volatile LockOut lockOut;
  private final LongAdder lockouts = new LongAdder();
  private final LongAdder refusals = new LongAdder();

  /// What is said to a request that nobody vouches for yet.
  public sealed interface Admission {
    /// It may show its credential.
    record Admitted() implements Admission {}

    /// The address has used its permits.
    record Limited(Decision decision) implements Admission {}

    /// The address is locked out.
    ///
    /// @param retryIn for how long still
    record Locked(Duration retryIn) implements Admission {}
  }

  /// When an address is locked out and for how long.
  private record LockOut(int failures, Duration window, Duration lasting) {
    static LockOut of(LimitSettings settings) {
      return new LockOut(
          settings.lockoutFailures(), settings.lockoutWindow(), settings.lockoutDuration());
    }

    Duration remembered() {
      return window.compareTo(lasting) > 0 ? window : lasting;
    }
  }

  private static final Admission ADMITTED = new Admission.Admitted();

  /// @param nanos a clock that only goes forward
  public AddressLimiter(LimitSettings settings, LongSupplier nanos) {
    this.requests = new Buckets<>("address", settings.unauthenticated(), MOST_ADDRESSES, nanos);
    this.lockOut = LockOut.of(settings);
    this.nanos = nanos;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .expireAfterAccess(lockOut.remembered())
            .build();
  }

  /// Sets other limits from now on. Who is locked out stays so for as long as was said.
  public void reconfigure(LimitSettings settings) {
    LockOut next = LockOut.of(settings);
    failures
        .policy()
        .expireAfterAccess()
        .ifPresent(
            expiry -> {
              // Never sooner than before: that would end lock-outs that have begun.
              if (next.remembered().compareTo(expiry.getExpiresAfter()) > 0) {
                expiry.setExpiresAfter(next.remembered());
              }
            });
    lockOut = next;
    requests.reconfigure(settings.unauthenticated());
  }

  /// Judges a request that carries no credential; it takes a permit.
  public Admission admitAnonymous(InetAddress address) {
    Decision decision = requests.take(Source.of(address));
    if (decision.allowed()) {
      return ADMITTED;
    }
    refusals.increment();
    return new Admission.Limited(decision);
  }

  /// Judges a request with a credential that is not known to be good. It takes no permit: whoever
  /// sends bad ones is locked out by [#failed], and good ones are not limited by their address.
  public Admission admitCredential(InetAddress address) {
    Source source = Source.of(address);
    Failures failed = failures.getIfPresent(source);
    long wait = failed == null ? 0 : failed.lockedFor(nanos.getAsLong());
    if (wait > 0) {
      refusals.increment();
      return new Admission.Locked(Duration.ofNanos(wait));
    }
    return ADMITTED;
  }

  /// Counts a bad credential.
  ///
  /// @return whether it is the one that locks the address out
  public boolean failed(InetAddress address) {
    Source source = Source.of(address);
    boolean locks = failures.get(source, _ -> new Failures()).add(nanos.getAsLong(), lockOut);
    if (locks) {
      lockouts.increment();
    }
    return locks;
  }

  /// How many lock-outs have begun.
  public long lockouts() {
    return lockouts.sum();
  }

  /// How many requests were refused for their address.
  public long refusals() {
    return refusals.sum();
  }

  /// How many addresses are remembered now, for either reason.
  long remembered() {
    failures.cleanUp();
    return Math.max(failures.estimatedSize(), requests.size());
  }

  /// The bad credentials of one address, in a window that begins with the first of them.
  private static final class Failures {
    private long windowBegan;
    private int count;
    private long lockedUntil;
    private boolean locked;

    synchronized boolean add(long now, LockOut rule) {
      if (lockedFor(now) > 0) {
        return false;
      }
      if (count == 0 || now - windowBegan >= rule.window().toNanos()) {
        windowBegan = now;
        count = 0;
      }
      count++;
      if (count < rule.failures()) {
        return false;
      }
      count = 0;
      locked = true;
      lockedUntil = now + rule.lasting().toNanos();
      return true;
    }

    synchronized long lockedFor(long now) {
      return locked ? Math.max(0, lockedUntil - now) : 0;
    }
  }
}

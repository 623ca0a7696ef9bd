package dev.doorward.transport.http.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The public keys of an issuer elsewhere. They are fetched when the first token comes, again in
/// the background when they are a quarter of an hour old, and at most once in a window for key ids
/// nobody knows. Through an outage the old ones serve for a day; a set that cannot be used never
/// replaces them.
final class IssuerKeys implements JWKSource<SecurityContext> {
  /// After a fetch for an unknown key id, how long no other is made for one.
  static final Duration WINDOW = Duration.ofSeconds(30);

  /// After a fetch that failed, how long nobody tries again.
  static final Duration RETRY = Duration.ofSeconds(15);

  static final Duration FRESH = Duration.ofMinutes(15);
  static final Duration STALE = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  /// Gets the key set as it is published.
  interface Source {
    byte[] fetch() throws IOException;
  }

  private record Held(JWKSet keys, Instant since) {}

  private final String name;
  private final Source source;
  private final InstantSource clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private final AtomicLong fetches = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable Held held;
  private volatile Instant nextFetch = Instant.MIN;
  private volatile boolean failing;

  /// @param name the profile's name, for logs and metrics
  IssuerKeys(String name, Source source, InstantSource clock) {
    this.name = name;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    Held known = held;
    if (known == null || isOlder(known, STALE)) {
      known = fetched(known);
      if (known == null || isOlder(known, STALE)) {
        throw new KeySourceException("the issuer's keys cannot be had");
      }
    } else if (isOlder(known, FRESH) && mayFetch() && !fetching.isLocked()) {
      Held old = known;
      Thread.ofVirtual().name("issuer-keys").start(() -> fetched(old));
    }
    List<JWK> chosen = KeyChoice.of(known.keys(), selector);
    if (!chosen.isEmpty()) {
      return chosen;
    }
    Held later = fetched(known);
    chosen = later == null ? List.of() : KeyChoice.of(later.keys(), selector);
    if (chosen.isEmpty() && failing) {
      // It may be the issuer's new key: nobody can tell now.
      throw new KeySourceException("the issuer's keys cannot be refreshed");
    }
    return chosen;
  }

  /// The newest keys there are, fetched if that is allowed now; whoever comes while somebody
  /// fetches waits for what he gets.
  @SuppressWarnings("ReferenceEquality") // asks whether it was replaced, not whether it differs
  private @Nullable Held fetched(@Nullable Held before) {
    if (!mayFetch() && !fetching.isLocked()) {
      return held;
    }
    try {
      if (!fetching.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return held;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return held;
    }
    try {
      if (held == before && mayFetch()) {
        fetch(before == null);
      }
      return held;
    } finally {
      fetching.unlock();
    }
  }

  private void fetch(boolean first) {
    fetches.incrementAndGet();
    try {
      byte[] published = source.fetch();
      JWKSet keys = KeyChoice.usable(JWKSet.parse(new String(published, StandardCharsets.UTF_8)));
      Instant now = clock.instant();
      failing = false;
      // The keys of a start say nothing about ids that nobody knows: those get their own fetch.
      nextFetch = first ? Instant.MIN : now.plus(WINDOW);
      held = new Held(keys, now);
    } catch (IOException | ParseException | RuntimeException e) {
      failing = true;
      failures.incrementAndGet();
      nextFetch = clock.instant().plus(RETRY);
      LOG.atWarn()
          .addKeyValue("issuer", name)
          .addKeyValue("problem", e.getClass().getSimpleName())
          .log("issuer_keys_unavailable");
    }
  }

  private boolean mayFetch() {
    return !clock.instant().isBefore(nextFetch);
  }

  private boolean isOlder(Held keys, Duration age) {
    return clock.instant().isAfter(keys.since().plus(age));
  }

  String name() {
    return name;
  }

  long fetches() {
    return fetches.get();
  }

  long failures() {
    return failures.get();
  }

  /// The age of the keys in use in seconds; not a number while there are none.
  double ageSeconds() {
    Held known = held;
    return known == null
        ? Double.NaN
        : Duration.between(known.since(), clock.instant()).toMillis() / 1_000.0;
  }
}

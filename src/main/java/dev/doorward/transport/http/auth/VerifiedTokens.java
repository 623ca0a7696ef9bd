package dev.doorward.transport.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers, for at most a minute, that a credential was found good and whose it is. Its times are
/// judged on every request, so nothing that has ended is let in; what it may do is decided anew for
/// every request elsewhere.
final class VerifiedTokens {
  /// How long a good signature is remembered.
  static final Duration REMEMBERED = Duration.ofSeconds(60);

  /// How long before it is forgotten a credential in use is verified again, beside its requests.
  static final Duration REFRESHED_BEFORE = Duration.ofSeconds(15);

  private static final int MOST = 10_000;
  private static final MessageDigest UNUSED_DIGEST = newDigest();
  private static final Optional<Verification> EXPIRED =
      Optional.of(new Verification.Rejected("expired"));

  private final InstantSource clock;
  private final Cache<ByteBuffer, Verification.Verified> known =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(REMEMBERED)
          // Housekeeping is short; waking a thread for it costs more than doing it.
          .executor(Runnable::run)
          .build();

  // Those that are being verified again just now.
  private final Set<ByteBuffer> refreshing = ConcurrentHashMap.newKeySet();

  VerifiedTokens(InstantSource clock) {
    this.clock = clock;
  }

  /// Judges a credential known by its digest; empty when nothing is known of it.
  Optional<Verification> recall(ByteBuffer digest) {
    Verification.Verified seen = known.getIfPresent(digest);
    if (seen == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!now.isBefore(seen.askAgain())) {
      return Optional.empty();
    }
    return now.isBefore(seen.until()) && !now.isBefore(seen.from()) ? Optional.of(seen) : EXPIRED;
  }

  /// Remembers what was found, unless it must be asked again at once.
  void remember(ByteBuffer digest, Verification.Verified found) {
    if (clock.instant().isBefore(found.askAgain())) {
      known.put(digest, found);
    }
  }

  /// Tells whether a credential should be verified again before it is forgotten.
  boolean refreshDue(Verification.Verified seen) {
    return clock.instant().isAfter(seen.askAgain().minus(REFRESHED_BEFORE));
  }

  /// Tells whether nobody else verifies it again now; whoever is told so calls [#refreshed] in the
  /// end.
  boolean claimRefresh(ByteBuffer digest) {
    return refreshing.add(digest);
  }

  /// Takes what became of it: forgets what is not good any more, and leaves what cannot be judged
  /// now to end in its time.
  void refreshed(ByteBuffer digest, Verification verification) {
    if (verification instanceof Verification.Rejected) {
      known.invalidate(digest);
    }
    refreshing.remove(digest);
  }

  /// The name under which a credential is remembered; itself it is not kept here.
  static ByteBuffer digest(String credential) {
    try {
      // Looking the algorithm up costs as much as the digest; a copy of an unused one does not.
      MessageDigest sha = (MessageDigest) UNUSED_DIGEST.clone();
      return ByteBuffer.wrap(sha.digest(credential.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

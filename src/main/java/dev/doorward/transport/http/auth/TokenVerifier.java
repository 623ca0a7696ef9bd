package dev.doorward.transport.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.doorward.caller.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns an access token into a caller, or says why not. Nothing here is remembered but that a
/// signature was good, for at most a minute; times are judged on every request.
final class TokenVerifier {
  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int MOST_REMEMBERED = 10_000;
  private static final MessageDigest UNUSED_DIGEST = newDigest();

  private final TrustedIssuer issuer;
  private final InstantSource clock;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Cache<ByteBuffer, Known> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(REMEMBERED)
          // Housekeeping is short; waking a thread for it costs more than doing it.
          .executor(Runnable::run)
          .build();

  private record Known(Caller caller, Instant expires, Instant notBefore) {}

  TokenVerifier(TrustedIssuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(issuer.algorithms(), issuer.keys()));
    // The form of the header, its type included, and the claims are judged by TokenForm and
    // TokenClaims.
    processor.setJWSTypeVerifier((type, context) -> {});
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
  }

  /// Judges a token known by its digest, without touching keys; empty when it was not seen lately.
  Optional<Verification> recall(ByteBuffer digest) {
    Known seen = known.getIfPresent(digest);
    if (seen == null) {
      return Optional.empty();
    }
    return Optional.of(
        TokenClaims.stillValid(seen.expires(), seen.notBefore(), clock.instant())
            ? new Verification.Verified(seen.caller())
            : new Verification.Rejected("expired"));
  }

  /// Judges a token in full; may wait for the issuer's keys.
  Verification verify(String token, ByteBuffer digest) {
    Optional<String> formProblem = TokenForm.problem(token, issuer);
    if (formProblem.isPresent()) {
      return new Verification.Rejected(formProblem.get());
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      JWTClaimsSet claims = processor.process(parsed, null);
      // The claims set makes a text of a number, so that 7 and "7" would be one caller.
      if (!(parsed.getPayload().toJSONObject().get("sub") instanceof String)) {
        return new Verification.Rejected("subject");
      }
      Optional<String> problem = TokenClaims.problem(claims, issuer, clock.instant());
      return problem
          .<Verification>map(Verification.Rejected::new)
          .orElseGet(() -> remember(digest, claims));
    } catch (KeySourceException e) {
      return new Verification.Unavailable();
    } catch (ParseException | BadJOSEException e) {
      return new Verification.Rejected("signature");
    } catch (JOSEException | IllegalArgumentException e) {
      return new Verification.Rejected("malformed");
    }
  }

  private Verification remember(ByteBuffer digest, JWTClaimsSet claims) {
    Caller caller = TokenClaims.caller(claims, issuer);
    known.put(
        digest,
        new Known(caller, instant(claims.getExpirationTime()), instant(claims.getNotBeforeTime())));
    return new Verification.Verified(caller);
  }

  private static Instant instant(@Nullable Date date) {
    return date == null ? Instant.MIN : date.toInstant();
  }

  /// The name under which a verified token is remembered; the token itself is not kept.
  static ByteBuffer digest(String token) {
    try {
      // Looking the algorithm up costs as much as the digest; a copy of an unused one does not.
      MessageDigest sha = (MessageDigest) UNUSED_DIGEST.clone();
      return ByteBuffer.wrap(sha.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
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

package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The local issuer's keys in the data folder. The key that signs is replaced after 30 days; the
/// public part of an old one stays until the longest-lived token it can have signed is over.
final class FolderKeys implements SigningKeys {
  private static final Duration ROTATION = Duration.ofDays(30);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int KEY_BITS = 2048;
  private static final String INSTANCE = "instance";

  private record Known(JWKSet keys, Optional<FileTime> replacedAt, Instant lookedAt) {}

  private final KeyFile file;
  private final InstantSource clock;
  private volatile Known known;

  private FolderKeys(KeyFile file, InstantSource clock, JWKSet keys) {
    this.file = file;
    this.clock = clock;
    this.known = new Known(keys, file.replacedAt(), clock.instant());
  }

  static FolderKeys open(Path folder, InstantSource clock) {
    KeyFile file = new KeyFile(folder);
    return new FolderKeys(file, clock, file.locked(() -> current(file, clock)));
  }

  static Optional<FolderKeys> look(Path folder, InstantSource clock) {
    KeyFile file = new KeyFile(folder);
    Optional<JWKSet> keys = file.read();
    keys.ifPresent(kept -> signingKey(kept, file));
    return keys.map(kept -> new FolderKeys(file, clock, kept));
  }

  @Override
  public String instance() {
    return String.valueOf(known.keys().getAdditionalMembers().get(INSTANCE));
  }

  /// Another process's rotation is seen within a second.
  @Override
  public JWKSet publicKeys() {
    Instant now = clock.instant();
    Known last = known;
    if (!now.isBefore(last.lookedAt().plus(LOOK_AGAIN))) {
      last = lookAgain(last, now);
    }
    return new JWKSet(
        last.keys().getKeys().stream()
            .filter(key -> !isOver(key, now))
            .map(JWK::toPublicJWK)
            .toList());
  }

  @Override
  public Signing signing() {
    RSAKey key = signingKey(file.locked(() -> current(file, clock)), file);
    try {
      return new Signing(key.getKeyID(), new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot sign with RS256", e);
    }
  }

  private Known lookAgain(Known last, Instant now) {
    Optional<FileTime> replacedAt = file.replacedAt();
    JWKSet keys = last.keys();
    if (!replacedAt.equals(last.replacedAt())) {
      try {
        keys = file.read().orElse(keys);
      } catch (KeyRefused _) {
        // A running server keeps the keys it has; the next start will say what is wrong.
      }
    }
    Known seen = new Known(keys, replacedAt, now);
    known = seen;
    return seen;
  }

  private static JWKSet current(KeyFile file, InstantSource clock) {
    Instant now = clock.instant();
    Optional<JWKSet> kept = file.read();
    if (kept.isEmpty()) {
      JWKSet first =
          new JWKSet(List.of(newKey(now)), Map.of(INSTANCE, UUID.randomUUID().toString()));
      file.write(first);
      return first;
    }
    JWKSet keys = kept.get();
    RSAKey signing = signingKey(keys, file);
    if (now.isBefore(signing.getIssueTime().toInstant().plus(ROTATION))) {
      return keys;
    }
    JWKSet rotated = rotated(keys, signing, now);
    file.write(rotated);
    return rotated;
  }

  private static JWKSet rotated(JWKSet keys, RSAKey signing, Instant now) {
    List<JWK> next = new ArrayList<>();
    next.add(newKey(now));
    next.add(
        new RSAKey.Builder(signing.toPublicJWK())
            .expirationTime(Date.from(now.plus(LocalIssuer.LONGEST_LIFE)))
            .build());
    keys.getKeys().stream().filter(key -> !key.isPrivate() && !isOver(key, now)).forEach(next::add);
    return new JWKSet(next, keys.getAdditionalMembers());
  }

  private static boolean isOver(JWK key, Instant now) {
    return key.getExpirationTime() != null && !now.isBefore(key.getExpirationTime().toInstant());
  }

  private static RSAKey signingKey(JWKSet keys, KeyFile file) {
    List<JWK> candidates = keys.getKeys().stream().filter(JWK::isPrivate).toList();
    if (!(keys.getAdditionalMembers().get(INSTANCE) instanceof String)
        || candidates.size() != 1
        || !(candidates.getFirst() instanceof RSAKey key)
        || key.size() < KEY_BITS
        || key.getKeyID() == null
        || key.getIssueTime() == null
        || !worksAsPair(key)) {
      throw new KeyRefused(file.path(), "it does not hold one intact signing key");
    }
    return key;
  }

  // A flipped bit in either half still parses, and would sign tokens that nobody accepts.
  private static boolean worksAsPair(RSAKey key) {
    try {
      SignedJWT probe =
          new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), new JWTClaimsSet.Builder().build());
      probe.sign(new RSASSASigner(key));
      return probe.verify(new RSASSAVerifier(key.toRSAPublicKey())) && isWhole(key);
    } catch (JOSEException | IllegalArgumentException _) {
      return false;
    }
  }

  // Signing uses the prime factors alone and would not notice another exponent.
  private static boolean isWhole(RSAKey key) throws JOSEException {
    return key.toRSAPrivateKey() instanceof RSAPrivateCrtKey whole
        && whole
            .getPrivateExponent()
            .mod(whole.getPrimeP().subtract(BigInteger.ONE))
            .equals(whole.getPrimeExponentP());
  }

  private static RSAKey newKey(Instant now) {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyID(UUID.randomUUID().toString())
          .issueTime(Date.from(now.truncatedTo(ChronoUnit.SECONDS)))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot make an RSA key", e);
    }
  }
}

package dev.doorward.transport.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What a server keeps of an API key: its id and HMAC-SHA-256 (RFC 2104) over that id, keyed with
/// the key's secret.
///
/// The secret has 256 random bits, so nobody finds it by trying and a slow hash would only slow the
/// server down. Nor is there a second secret to key the hash with: it would have to be the same on
/// every machine and outlive every data folder, and would guard nothing that cannot be guessed.
public final class ApiKeyHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String CONTEXT = "doorward api key 1:";
  private static final Pattern FORM =
      Pattern.compile("hmac-sha256\\.([0-9a-f]{12})\\.([A-Za-z0-9_-]{43})");

  private final String id;
  private final byte[] hash;

  private ApiKeyHash(String id, byte[] hash) {
    this.id = id;
    this.hash = hash;
  }

  /// @param secret at least one byte
  static ApiKeyHash of(String id, byte[] secret) {
    return new ApiKeyHash(id, mac(id, secret));
  }

  /// Reads the stored form; empty for anything else.
  public static Optional<ApiKeyHash> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new ApiKeyHash(parts.group(1), Base64.getUrlDecoder().decode(parts.group(2))))
        : Optional.empty();
  }

  /// The name of the key.
  public String id() {
    return id;
  }

  /// Tells in constant time whether this was made of a secret.
  boolean isOf(byte[] secret) {
    return MessageDigest.isEqual(hash, mac(id, secret));
  }

  private static byte[] mac(String id, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal((CONTEXT + id).getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiKeyHash that
        && id.equals(that.id)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /// The stored form, for the configuration.
  @Override
  public String toString() {
    return "hmac-sha256." + id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}

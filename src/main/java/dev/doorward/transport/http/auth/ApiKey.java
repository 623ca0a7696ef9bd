package dev.doorward.transport.http.auth;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An API key as its owner holds it: `dwk_`, the id by which it is known, `_`, and 256 random bits
/// in base64url. It prints as dots.
public final class ApiKey {
  /// How every key begins, so that people, secret scanners and our own logs recognise one.
  public static final String PREFIX = "dwk_";

  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("dwk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");

  private final String id;
  private final byte[] secret;

  private ApiKey(String id, byte[] secret) {
    this.id = id;
    this.secret = secret;
  }

  /// A new key.
  ///
  /// @param random must be fit for secrets
  public static ApiKey random(RandomGenerator random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new ApiKey(HexFormat.of().formatHex(id), secret);
  }

  /// Reads a key; empty for anything else, a second spelling of a key included.
  public static Optional<ApiKey> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    ApiKey key = new ApiKey(parts.group(1), Base64.getUrlDecoder().decode(parts.group(2)));
    return key.text().equals(text) ? Optional.of(key) : Optional.empty();
  }

  /// The name of the key: no secret, for configuration and blocks.
  public String id() {
    return id;
  }

  /// The whole key, to be shown once to whoever will use it.
  public String text() {
    return PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /// What a server keeps of it.
  public ApiKeyHash hash() {
    return ApiKeyHash.of(id, secret);
  }

  boolean fits(ApiKeyHash hash) {
    // The hash first: what follows it tells nothing by its time.
    return hash.isOf(secret) && hash.id().equals(id);
  }

  @Override
  public String toString() {
    return "…";
  }
}

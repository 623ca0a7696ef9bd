package dev.doorward.transport.http.auth;

import dev.doorward.caller.CallerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API keys that are accepted, which can be others while the door is open. Each is judged anew
/// on every request, which takes one HMAC, so nothing is remembered of it but when it was last
/// good.
public final class ApiKeys {
  /// The issuer of their callers; the subject is the key's name.
  public static final String ISSUER = "api-key";

  /// The name of the key that is given as it is.
  public static final String SINGLE = "default";

  static final String HEADER = "X-API-Key";

  private static final int LONGEST = 512;
  private static final Verification UNKNOWN = new Verification.Rejected("api_key");
  private static final Verification EXPIRED = new Verification.Rejected("api_key_expired");

  // A key of an id that nobody has costs as much as a wrong one.
  private static final ApiKeyHash NOBODY = ApiKeyHash.of("000000000000", new byte[32]);

  private final InstantSource clock;
  private volatile AcceptedKeys accepted;
  private volatile Runnable changed = () -> {};

  private ApiKeys(AcceptedKeys accepted, InstantSource clock) {
    this.accepted = accepted;
    this.clock = clock;
  }

  /// Accepts one key given as it is and any number given as hashes, whose ids differ.
  public static ApiKeys of(
      ApiKeySettings single, Map<String, ApiKeyProfile> profiles, InstantSource clock) {
    return new ApiKeys(new AcceptedKeys(single, profiles, null), clock);
  }

  /// Accepts no key.
  static ApiKeys none() {
    return of(ApiKeySettings.DEFAULTS, Map.of(), InstantSource.system());
  }

  /// What other settings would have the door accept; nothing is changed yet.
  AcceptedKeys prepare(ApiKeySettings single, Map<String, ApiKeyProfile> profiles) {
    return new AcceptedKeys(single, profiles, accepted);
  }

  /// Accepts these keys and no others from now on.
  ///
  /// @return the callers whose keys are gone
  Set<CallerId> use(AcceptedKeys next) {
    AcceptedKeys before = accepted;
    accepted = next;
    changed.run();
    return next.without(before);
  }

  /// Runs something after each change.
  void whenChanged(Runnable action) {
    changed = action;
  }

  AcceptedKeys accepted() {
    return accepted;
  }

  InstantSource clock() {
    return clock;
  }

  /// Judges what came as a key with a request.
  Verification judge(String text) {
    AcceptedKey key = find(accepted, text);
    return key == null ? UNKNOWN : used(key);
  }

  /// Judges a request's bearer credential if it is a key; empty when it is for those who know
  /// tokens.
  Optional<Verification> bearer(String text) {
    if (text.startsWith(ApiKey.PREFIX)) {
      return Optional.of(judge(text));
    }
    AcceptedKeys now = accepted;
    // A signed token has dots and such a key has none.
    return now.unformed().isEmpty() || text.indexOf('.') >= 0
        ? Optional.empty()
        : unformed(now, text).map(this::used);
  }

  /// Judges a key that is not being used for anything new.
  Verification look(String text) {
    AcceptedKey key = find(accepted, text);
    return key == null ? UNKNOWN : timely(key, clock.instant());
  }

  private static @Nullable AcceptedKey find(AcceptedKeys now, String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    Optional<ApiKey> key = ApiKey.parse(text);
    if (key.isEmpty()) {
      return unformed(now, text).orElse(null);
    }
    AcceptedKey named = now.named(key.get().id());
    boolean fits = key.get().fits(named == null ? NOBODY : named.hash());
    return fits ? named : null;
  }

  private static Optional<AcceptedKey> unformed(AcceptedKeys now, String text) {
    return text.isEmpty() || text.length() > LONGEST
        ? Optional.empty()
        : now.unformed().filter(key -> key.hash().isOf(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Verification used(AcceptedKey key) {
    Instant now = clock.instant();
    Verification verification = timely(key, now);
    if (verification instanceof Verification.Verified) {
      key.used(now);
    }
    return verification;
  }

  private static Verification timely(AcceptedKey key, Instant now) {
    return key.expires().isPresent() && !now.isBefore(key.expires().get())
        ? EXPIRED
        : key.verified();
  }
}

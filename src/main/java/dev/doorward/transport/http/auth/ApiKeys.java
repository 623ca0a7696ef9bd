package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The API keys that are accepted. Each is judged anew on every request, which takes one HMAC, so
/// nothing is remembered of it but when it was last good.
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
  private final Map<String, AcceptedKey> byId = new HashMap<>();
  private final List<AcceptedKey> all = new ArrayList<>();
  private final Optional<AcceptedKey> unformed;

  private ApiKeys(ApiKeySettings single, Map<String, ApiKeyProfile> profiles, InstantSource clock) {
    this.clock = clock;
    profiles.forEach((name, profile) -> add(name, profile.hash().id(), profile));
    this.unformed = single.secret().flatMap(secret -> add(single, secret));
  }

  /// Accepts one key given as it is and any number given as hashes, whose ids differ.
  public static ApiKeys of(
      ApiKeySettings single, Map<String, ApiKeyProfile> profiles, InstantSource clock) {
    return new ApiKeys(single, profiles, clock);
  }

  /// Accepts no key.
  static ApiKeys none() {
    return of(ApiKeySettings.DEFAULTS, Map.of(), InstantSource.system());
  }

  /// The key, where it has not the form of ours and cannot be found by an id.
  private Optional<AcceptedKey> add(ApiKeySettings single, Secret secret) {
    Optional<ApiKey> formed = ApiKey.parse(secret.value());
    ApiKeyHash hash =
        formed.map(ApiKey::hash).orElseGet(() -> ApiKeyHash.of(SINGLE, secret.bytes()));
    Set<Scope> scopes = single.scopes().stream().map(Scope::of).collect(Collectors.toSet());
    ApiKeyProfile profile =
        new ApiKeyProfile(hash, Set.of(single.role()), scopes, Optional.empty(), SINGLE);
    AcceptedKey key = add(SINGLE, hash.id(), profile);
    return formed.isPresent() ? Optional.empty() : Optional.of(key);
  }

  private AcceptedKey add(String name, String id, ApiKeyProfile profile) {
    Set<Role> roles = profile.roles();
    Caller caller =
        new Caller(
            new CallerId(ISSUER, name), roles, profile.scopes(), profile.client(), Door.HTTP, id);
    AcceptedKey key = new AcceptedKey(name, profile.hash(), profile.expires(), caller);
    if (byId.put(id, key) != null) {
      throw new IllegalArgumentException("two keys have the same id");
    }
    all.add(key);
    return key;
  }

  /// Judges what came as a key.
  Verification judge(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return UNKNOWN;
    }
    Optional<ApiKey> key = ApiKey.parse(text);
    if (key.isEmpty()) {
      return unformed(text).map(this::timely).orElse(UNKNOWN);
    }
    AcceptedKey named = byId.get(key.get().id());
    boolean fits = key.get().fits(named == null ? NOBODY : named.hash());
    return fits && named != null ? timely(named) : UNKNOWN;
  }

  /// Judges a bearer credential if it is a key; empty when it is for those who know tokens.
  Optional<Verification> bearer(String text) {
    if (text.startsWith(ApiKey.PREFIX)) {
      return Optional.of(judge(text));
    }
    // A signed token has dots and such a key has none.
    return unformed.isEmpty() || text.indexOf('.') >= 0
        ? Optional.empty()
        : unformed(text).map(this::timely);
  }

  private Optional<AcceptedKey> unformed(String text) {
    return text.isEmpty() || text.length() > LONGEST
        ? Optional.empty()
        : unformed.filter(key -> key.hash().isOf(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Verification timely(AcceptedKey key) {
    Instant now = clock.instant();
    if (key.expires().isPresent() && !now.isBefore(key.expires().get())) {
      return EXPIRED;
    }
    key.used(now);
    return key.verified();
  }

  List<AcceptedKey> all() {
    return List.copyOf(all);
  }
}

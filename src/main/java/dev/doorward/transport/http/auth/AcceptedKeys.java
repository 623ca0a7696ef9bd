package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The API keys that are accepted at one time: made whole, then used in place of those before.
final class AcceptedKeys {
  private final Map<String, AcceptedKey> byId = new HashMap<>();
  private final List<AcceptedKey> all = new ArrayList<>();
  private final Optional<AcceptedKey> unformed;

  /// @param before those that hold meanwhile; when a key of theirs was last used is taken over
  AcceptedKeys(
      ApiKeySettings single, Map<String, ApiKeyProfile> profiles, @Nullable AcceptedKeys before) {
    Map<String, AcceptedKey> known = new HashMap<>();
    if (before != null) {
      before.all.forEach(key -> known.put(key.name(), key));
    }
    profiles.forEach((name, profile) -> add(name, profile.hash().id(), profile, known));
    this.unformed = single.secret().flatMap(secret -> add(single, secret, known));
  }

  /// The key, where it has not the form of ours and cannot be found by an id.
  private Optional<AcceptedKey> add(
      ApiKeySettings single, Secret secret, Map<String, AcceptedKey> known) {
    Optional<ApiKey> formed = ApiKey.parse(secret.value());
    ApiKeyHash hash =
        formed.map(ApiKey::hash).orElseGet(() -> ApiKeyHash.of(ApiKeys.SINGLE, secret.bytes()));
    Set<Scope> scopes = single.scopes().stream().map(Scope::of).collect(Collectors.toSet());
    ApiKeyProfile profile =
        new ApiKeyProfile(hash, Set.of(single.role()), scopes, Optional.empty(), ApiKeys.SINGLE);
    AcceptedKey key = add(ApiKeys.SINGLE, hash.id(), profile, known);
    return formed.isPresent() ? Optional.empty() : Optional.of(key);
  }

  private AcceptedKey add(
      String name, String id, ApiKeyProfile profile, Map<String, AcceptedKey> known) {
    Caller caller =
        new Caller(
            new CallerId(ApiKeys.ISSUER, name),
            profile.roles(),
            profile.scopes(),
            profile.client(),
            Door.HTTP,
            id);
    AcceptedKey key =
        AcceptedKey.after(known.get(name), name, profile.hash(), profile.expires(), caller);
    if (byId.put(id, key) != null) {
      throw new IllegalArgumentException("two keys have the same id");
    }
    all.add(key);
    return key;
  }

  /// The key of an id; null when nobody has it.
  @Nullable AcceptedKey named(String id) {
    return byId.get(id);
  }

  /// The key that has not the form of ours.
  Optional<AcceptedKey> unformed() {
    return unformed;
  }

  List<AcceptedKey> all() {
    return List.copyOf(all);
  }

  /// Whether others are the same keys: one that has not changed is taken over as it is.
  boolean same(AcceptedKeys others) {
    return byId.equals(others.byId);
  }

  /// The callers of others whose keys' names are not here.
  Set<CallerId> without(AcceptedKeys others) {
    Set<CallerId> gone = new HashSet<>();
    others.all.forEach(key -> gone.add(key.verified().caller().id()));
    all.forEach(key -> gone.remove(key.verified().caller().id()));
    return gone;
  }
}

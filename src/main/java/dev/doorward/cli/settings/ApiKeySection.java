package dev.doorward.cli.settings;

import dev.doorward.access.AccessSettings;
import dev.doorward.caller.Role;
import dev.doorward.transport.http.auth.ApiKey;
import dev.doorward.transport.http.auth.ApiKeyHash;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.ApiKeys;
import dev.doorward.transport.http.auth.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the keys that say which API keys are accepted: `api-key.*` for one in the short way,
/// `api-keys` for any number of hashes.
final class ApiKeySection {
  private static final List<String> FIELDS =
      List.of("hash", "roles", "scopes", "expires", "client");
  private static final Pattern UNFORMED = Pattern.compile("[A-Za-z0-9_~+/=-]{32,512}");
  private static final int LEAST_DIFFERENT_CHARACTERS = 10;

  private ApiKeySection() {}

  /// The key of the short way.
  static ApiKeySettings single(Values values, AccessSettings access) {
    Optional<Secret> secret = values.get(MachineKeys.API_KEY_SECRET);
    secret.ifPresent(given -> requireStrong(given.value(), values));
    Role role = values.get(MachineKeys.API_KEY_ROLE);
    if (!access.roles().containsKey(role)) {
      throw new SettingsRefused(
          MachineKeys.API_KEY_ROLE.name(),
          values.where(MachineKeys.API_KEY_ROLE),
          Kinds.quoted(role.name()) + " is no role",
          "did you mean "
              + Nearest.to(role.name(), access.roles().keySet().stream().map(Role::name).toList())
              + "?");
    }
    return new ApiKeySettings(secret, role, values.get(MachineKeys.API_KEY_SCOPES));
  }

  /// A key that can be guessed is a door without a lock.
  private static void requireStrong(String key, Values values) {
    String problem =
        key.startsWith(ApiKey.PREFIX)
            ? ApiKey.parse(key).isPresent() ? "" : "it begins like a key of ours and is none"
            : !UNFORMED.matcher(key).matches()
                ? "it has fewer than 32 characters, too many, or others than A-Z a-z 0-9 _ ~ + / = -"
                : key.chars().distinct().count() < LEAST_DIFFERENT_CHARACTERS || repeats(key)
                    ? "it can be guessed"
                    : "";
    if (!problem.isEmpty()) {
      throw new SettingsRefused(
          MachineKeys.API_KEY_SECRET.name(),
          values.where(MachineKeys.API_KEY_SECRET),
          problem,
          "use what doorward hash-key or openssl rand -base64 32 prints");
    }
  }

  /// Whether a text is a shorter one written again and again.
  private static boolean repeats(String text) {
    for (int period = 1; period <= text.length() / 2; period++) {
      if (text.regionMatches(period, text, 0, text.length() - period)) {
        return true;
      }
    }
    return false;
  }

  /// The hashed keys by name, in the order written.
  static Map<String, ApiKeyProfile> profiles(
      Values values, ApiKeySettings single, AccessSettings access) {
    Map<String, Map<String, List<String>>> written = values.get(MachineKeys.API_KEYS);
    NamedFields.requireFew(MachineKeys.API_KEYS, written, values);
    Map<String, String> names = new LinkedHashMap<>();
    single
        .secret()
        .flatMap(secret -> ApiKey.parse(secret.value()))
        .ifPresent(key -> names.put(key.id(), "api-key.secret"));
    Map<String, ApiKeyProfile> profiles = new LinkedHashMap<>();
    written.forEach(
        (name, fields) -> {
          NamedFields profile = new NamedFields(MachineKeys.API_KEYS, name, fields, values);
          ApiKeyProfile read = read(profile, access);
          String other = names.putIfAbsent(read.hash().id(), name);
          if (other != null) {
            throw profile.refused(
                "hash", Kinds.quoted(other) + " has the same key", "make one for each");
          }
          profiles.put(name, read);
        });
    return profiles;
  }

  private static ApiKeyProfile read(NamedFields profile, AccessSettings access) {
    profile.require(FIELDS, ApiKeys.SINGLE);
    return new ApiKeyProfile(
        hash(profile),
        profile.roles(access),
        profile.scopes(access),
        expires(profile),
        profile.client());
  }

  private static ApiKeyHash hash(NamedFields profile) {
    String written =
        profile
            .one("hash")
            .orElseThrow(
                () -> profile.refused("hash", "it is missing", "write what hash-key printed"));
    if (written.startsWith(ApiKey.PREFIX)) {
      throw profile.refused(
          "hash",
          "this is the key itself, which now others may have read",
          "make a new one with doorward hash-key and write its hash");
    }
    return ApiKeyHash.parse(written)
        .orElseThrow(
            () ->
                profile.refused(
                    "hash", "it is no hash of a key", "write what doorward hash-key printed"));
  }

  /// When the key ends. That it never does must be said: a forgotten key is the one that leaks.
  private static Optional<Instant> expires(NamedFields profile) {
    String written =
        profile
            .one("expires")
            .orElseThrow(
                () ->
                    profile.refused(
                        "expires", "it is missing", "write a time or, if it must be, never"));
    if (written.equals("never")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(written));
    } catch (DateTimeException _) {
      throw profile.refused(
          "expires",
          Kinds.quoted(written) + " is not a time",
          "write one in UTC, such as 2027-01-31T00:00:00Z, or never");
    }
  }
}

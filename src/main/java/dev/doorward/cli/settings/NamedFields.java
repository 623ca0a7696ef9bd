package dev.doorward.cli.settings;

import dev.doorward.access.AccessSettings;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The fields of one profile that grants somebody roles and scopes, while they are read.
record NamedFields(
    Key<Map<String, Map<String, List<String>>>> key,
    String name,
    Map<String, List<String>> fields,
    Values values) {
  /// How many profiles of one kind there may be; each has metrics of its own.
  static final int MOST = 256;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final int LONGEST_CLIENT = 256;

  /// Refuses a name that nothing can have and fields that mean nothing.
  void require(List<String> known, String reserved) {
    if (!NAME.matcher(name).matches() || name.equals(reserved)) {
      throw refused(
          "", "a profile cannot have this name", "write lower-case letters, digits and -");
    }
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        throw refused(
            field, "there is no such key", "did you mean " + Nearest.to(field, known) + "?");
      }
    }
  }

  static void requireFew(Key<?> key, Map<String, ?> profiles, Values values) {
    if (profiles.size() > MOST) {
      throw new SettingsRefused(
          key.name(), values.where(key), "more than " + MOST + " profiles", "write fewer");
    }
  }

  Optional<String> one(String field) {
    List<String> written = fields.getOrDefault(field, List.of());
    if (written.size() > 1) {
      throw refused(field, "a single value is expected", "write one");
    }
    return written.stream().findFirst();
  }

  /// The client's name; the profile's own unless written.
  String client() {
    String client = one("client").orElse(name);
    if (client.length() > LONGEST_CLIENT) {
      throw refused("client", "it is too long", "write at most 256 characters");
    }
    return client;
  }

  /// The roles, which must be there and known.
  Set<Role> roles(AccessSettings access) {
    List<String> known = access.roles().keySet().stream().map(Role::name).sorted().toList();
    Set<Role> roles = new HashSet<>();
    for (String role : fields.getOrDefault("roles", List.of())) {
      roles.add(new Role(among("roles", role, known)));
    }
    if (roles.isEmpty()) {
      throw refused("roles", "it is missing", "name at least one of " + String.join(", ", known));
    }
    return roles;
  }

  /// The scopes. None at all would be a caller that may do nothing and nobody knows why, so they
  /// must be written where they decide.
  Set<Scope> scopes(AccessSettings access) {
    if (!fields.containsKey("scopes") && access.scopesDecide()) {
      throw refused(
          "scopes",
          "it is missing",
          "name some of "
              + String.join(", ", MachineKeys.scopes())
              + ", or set access.scopes to ignored");
    }
    Set<Scope> scopes = new HashSet<>();
    for (String scope : fields.getOrDefault("scopes", List.of())) {
      scopes.add(Scope.of(among("scopes", scope, MachineKeys.scopes())));
    }
    return scopes;
  }

  private String among(String field, String value, List<String> known) {
    if (!known.contains(value)) {
      throw refused(
          field,
          Kinds.quoted(value) + " is not known",
          "did you mean " + Nearest.to(value, known) + "?");
    }
    return value;
  }

  SettingsRefused refused(String field, String problem, String fix) {
    String whole = key.name() + "." + Kinds.plain(name);
    return new SettingsRefused(
        field.isEmpty() ? whole : whole + "." + Kinds.plain(field),
        values.where(key),
        problem,
        fix);
  }
}

package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.transport.http.auth.LookupProfile;
import java.util.Set;
import java.util.stream.Stream;

/// What must hold of providers that are asked about tokens, beyond what their profiles alone say.
final class LookupChecks {
  private LookupChecks() {}

  /// A role that nobody defined gives nothing, so it is a slip of the pen.
  static void requireKnownRoles(Settings settings) {
    Set<Role> known = settings.access().roles().keySet();
    settings
        .issuers()
        .forEach((name, profile) -> profile.lookup().ifPresent(it -> require(name, it, known)));
  }

  private static void require(String name, LookupProfile lookup, Set<Role> known) {
    requireKnown(name, "default-roles", lookup.defaultRoles().stream(), known);
    requireKnown(
        name, "subject-roles", lookup.subjectRoles().values().stream().flatMap(Set::stream), known);
  }

  private static void requireKnown(String name, String field, Stream<Role> roles, Set<Role> known) {
    roles
        .filter(role -> !known.contains(role))
        .sorted()
        .findFirst()
        .ifPresent(
            role -> {
              throw new StartRefused(
                  ExitCode.SETTINGS,
                  "issuers."
                      + name
                      + "."
                      + field
                      + ": '"
                      + role.name()
                      + "' is no role; write one of those shipped, or add it to access.roles");
            });
  }
}

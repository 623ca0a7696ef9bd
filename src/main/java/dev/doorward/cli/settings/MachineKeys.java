package dev.doorward.cli.settings;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The part of the table of keys that names machines which have no issuer.
final class MachineKeys {
  private static final ApiKeySettings SINGLE = ApiKeySettings.DEFAULTS;

  static final Key<Optional<Secret>> API_KEY_SECRET =
      Key.of(
              "api-key.secret",
              Kinds.optional(Kinds.secret()),
              SINGLE.secret(),
              "One API key, as it is: made by doorward hash-key, or at least 32 random characters"
                  + " without dots. Several keys, or their hashes, go into api-keys.")
          .alias("MCP_API_KEY");

  static final Key<Role> API_KEY_ROLE =
      Key.of("api-key.role", Shapes.role(), SINGLE.role(), "Role of the caller with that key.");

  static final Key<List<String>> API_KEY_SCOPES =
      Key.of(
              "api-key.scopes",
              Kind.list(Shapes.oneOf("scope", scopes()), ","),
              SINGLE.scopes(),
              "Scopes that narrow that role.")
          .shownAs("all but " + Scope.TOOLS_WRITE.value());

  static final Key<Map<String, Map<String, List<String>>>> API_KEYS =
      Key.of(
          "api-keys",
          Shapes.profiles(),
          Map.<String, Map<String, List<String>>>of(),
          "API keys by a name of your choice, as doorward hash-key writes them: hash, roles, scopes,"
              + " expires (a time such as 2027-01-31T00:00:00Z, or never), client.");

  static final Key<Map<String, Map<String, List<String>>>> CLIENT_CERTIFICATES =
      Key.of(
          "client-certificates",
          Shapes.profiles(),
          Map.<String, Map<String, List<String>>>of(),
          "Clients that are known by their certificate, by a name of your choice: san (a URI or host"
              + " name, whole), authority (a PEM file; who must have signed it), roles, scopes,"
              + " client. Needs http.tls.client-ca.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL =
      List.of(API_KEY_SECRET, API_KEY_ROLE, API_KEY_SCOPES, API_KEYS, CLIENT_CERTIFICATES);

  private MachineKeys() {}

  /// The scopes that mean something, sorted.
  static List<String> scopes() {
    TreeSet<String> names = new TreeSet<>();
    for (Scope scope : Scope.ALL) {
      names.add(scope.value());
    }
    return List.copyOf(names);
  }
}

package dev.doorward.cli.settings;

/// Where a secret is had from that a setting only refers to: a text in place of a secret that
/// begins with `vault:` or `aws:`.
@FunctionalInterface
public interface References {
  /// Nothing is had from elsewhere; a reference is refused.
  References NONE =
      (key, where, reference) -> {
        throw new SettingsRefused(
            key,
            where,
            Kinds.quoted(reference) + " refers to a secret elsewhere",
            "write the secret itself");
      };

  /// Leaves references as they are, for whoever only asks which keys are set.
  References UNREAD = (_, _, reference) -> reference;

  /// The secret that a reference means.
  ///
  /// @param where where the key was set, for messages
  /// @throws SettingsRefused when it cannot be had, with the reference and the fix
  String resolve(String key, String where, String reference);

  /// Whether a text in place of a secret is a reference to one.
  static boolean is(String text) {
    return text.startsWith("vault:") || text.startsWith("aws:");
  }
}

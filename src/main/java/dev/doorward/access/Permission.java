package dev.doorward.access;

/// What an operation needs, for example `tools:call:echo` or `resources:read:file:///notes.md`.
///
/// @param value the text that patterns are compared with
/// @param readsOnly whether the operation changes nothing
public record Permission(String value, boolean readsOnly) {
  public Permission {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a permission needs a name");
    }
  }

  /// A permission to do something that changes nothing.
  public static Permission toRead(String value) {
    return new Permission(value, true);
  }
}

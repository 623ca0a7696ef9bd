package dev.doorward.access;

import dev.doorward.caller.Scope;
import java.util.Set;

/// What an operation needs: a grant of the caller's roles, and scopes of its credential.
///
/// @param value the text that patterns are compared with, for example `tools:call:echo` or
///   `resources:read:file:///notes.md`
/// @param readsOnly whether the operation changes nothing
/// @param scopes what a token must carry, all of them
public record Permission(String value, boolean readsOnly, Set<Scope> scopes) {
  public Permission {
    scopes = Set.copyOf(scopes);
    if (value.isBlank() || scopes.isEmpty()) {
      throw new IllegalArgumentException("a permission needs a name and scopes");
    }
  }

  /// A permission to see a tool in lists without calling it.
  ///
  /// @param readsOnly whether calling it changes nothing: roles that only read do not see the
  ///   others
  public static Permission toSee(String tool, boolean readsOnly) {
    return new Permission("tools:list:" + tool, readsOnly, Kind.SEE_TOOL.scopes());
  }

  /// A permission to do something that changes nothing, with the scope of its kind.
  ///
  /// @throws IllegalArgumentException when there is no such kind of permission
  public static Permission toRead(String value) {
    Kind kind = Kind.of(value);
    if (kind == null) {
      throw new IllegalArgumentException("there is no such kind of permission");
    }
    return new Permission(value, true, kind.scopes());
  }
}

package dev.doorward.caller;

/// One scope of an access token (RFC 6749, section 3.3); scopes only ever narrow what the roles
/// allow.
///
/// @param value 1 to 256 printable characters without space, quote or backslash
public record Scope(String value) {
  private static final int LONGEST = 256;

  public Scope {
    if (value.isEmpty()
        || value.length() > LONGEST
        || !value.chars().allMatch(Scope::isScopeCharacter)) {
      throw new IllegalArgumentException("not a scope token");
    }
  }

  private static boolean isScopeCharacter(int c) {
    return c > 0x20 && c < 0x7F && c != '"' && c != '\\';
  }
}

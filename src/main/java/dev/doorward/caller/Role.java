package dev.doorward.caller;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A named set of permissions; what it grants is written in the access policy.
///
/// @param name lower case, `[a-z][a-z0-9_-]{0,63}`
public record Role(String name) implements Comparable<Role> {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  /// May do everything.
  public static final Role ADMIN = new Role("admin");

  /// May use everything that only reads, and write in its own workspace and memory.
  public static final Role DEVELOPER = new Role("developer");

  /// May list and read.
  public static final Role VIEWER = new Role("viewer");

  /// May see tools and read resources.
  public static final Role USER = new Role("user");

  /// May call tools and read what is public.
  public static final Role SERVICE = new Role("service");

  public Role {
    if (!isWellFormed(name)) {
      throw new IllegalArgumentException("role names are " + FORM.pattern());
    }
  }

  /// Tells whether a text has the form of a role name.
  public static boolean isWellFormed(String name) {
    return FORM.matcher(name).matches();
  }

  // Written out: what a record derives by itself is linked only at run time, while a client waits
  // for the start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Role role && role.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public int compareTo(Role other) {
    return name.compareTo(other.name);
  }
}

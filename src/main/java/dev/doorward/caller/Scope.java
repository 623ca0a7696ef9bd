package dev.doorward.caller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One scope of an access token (RFC 6749, section 3.3); scopes only ever narrow what the roles
/// allow.
///
/// Those that mean something here are a closed list without a hierarchy: each is compared whole,
/// and none implies another.
///
/// @param value 1 to 256 printable characters without space, quote or backslash
public record Scope(String value) implements Comparable<Scope> {
  private static final int LONGEST = 256;

  /// To see which tools there are.
  public static final Scope TOOLS_READ = new Scope("mcp:tools.read");

  /// To call tools; those that change something need [#TOOLS_WRITE] as well.
  public static final Scope TOOLS_CALL = new Scope("mcp:tools.call");

  /// To call tools that change something.
  public static final Scope TOOLS_WRITE = new Scope("mcp:tools.write");

  /// To list and read resources, by tools too.
  public static final Scope RESOURCES_READ = new Scope("mcp:resources.read");

  /// To list and get prompts.
  public static final Scope PROMPTS_READ = new Scope("mcp:prompts.read");

  /// To list and read skills, in whichever form they are asked for.
  public static final Scope SKILLS_READ = new Scope("mcp:skills.read");

  /// To get suggestions for arguments.
  public static final Scope COMPLETION_READ = new Scope("mcp:completion.read");

  /// To hear of changes.
  public static final Scope SUBSCRIPTIONS_READ = new Scope("mcp:subscriptions.read");

  /// To say which log messages a session gets.
  public static final Scope LOGGING_WRITE = new Scope("mcp:logging.write");

  /// What a client that only reads and calls needs, and what a challenge without a token asks for:
  /// everything but [#TOOLS_WRITE], in the order of the reference.
  public static final List<Scope> BASIC =
      List.of(
          TOOLS_READ,
          TOOLS_CALL,
          RESOURCES_READ,
          PROMPTS_READ,
          SKILLS_READ,
          COMPLETION_READ,
          SUBSCRIPTIONS_READ,
          LOGGING_WRITE);

  private static final Map<String, Scope> KNOWN = known();

  /// Every scope that means something here; a caller that nothing narrows has them all.
  public static final Set<Scope> ALL = Set.copyOf(KNOWN.values());

  public Scope {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("not a scope token");
    }
  }

  /// The scope of this name; one of ours is the same object every time.
  public static Scope of(String value) {
    Scope ours = KNOWN.get(value);
    return ours == null ? new Scope(value) : ours;
  }

  // Loops, not streams, here and below: the local door loads this class before its first answer.
  private static boolean isWellFormed(String value) {
    if (value.isEmpty() || value.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= 0x20 || c >= 0x7F || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Scope> known() {
    Map<String, Scope> all = new LinkedHashMap<>();
    for (Scope scope : BASIC) {
      all.put(scope.value, scope);
    }
    all.put(TOOLS_WRITE.value, TOOLS_WRITE);
    return all;
  }

  // Written out: what a record derives by itself is linked only at run time.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Scope scope && scope.value.equals(value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(Scope other) {
    return value.compareTo(other.value);
  }
}

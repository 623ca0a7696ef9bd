package dev.doorward.access;

import dev.doorward.caller.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The closed list of what a permission can be about, each with the scope a token needs for it.
enum Kind {
  LIST_TOOLS("tools:list", Scope.TOOLS_READ),
  SEE_TOOL("tools:list:", Scope.TOOLS_READ),
  CALL_TOOL("tools:call:", Scope.TOOLS_CALL),
  LIST_RESOURCES("resources:list", Scope.RESOURCES_READ),
  READ_RESOURCE("resources:read:", Scope.RESOURCES_READ),
  LIST_PROMPTS("prompts:list", Scope.PROMPTS_READ),
  GET_PROMPT("prompts:get:", Scope.PROMPTS_READ),
  LIST_SKILLS("skills:list", Scope.SKILLS_READ),
  READ_SKILL("skills:read:", Scope.SKILLS_READ),
  COMPLETE("completion", Scope.COMPLETION_READ),
  SET_LOG_LEVEL("logging", Scope.LOGGING_WRITE),
  SUBSCRIBE("subscriptions", Scope.SUBSCRIPTIONS_READ);

  private static final List<Kind> ALL = List.of(values());

  private final String head;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable set of one record
  private final Set<Scope> scopes;

  Kind(String head, Scope scope) {
    this.head = head;
    this.scopes = Set.of(scope);
  }

  /// What a token must carry.
  Set<Scope> scopes() {
    return scopes;
  }

  /// The kind of a permission; null for a text that is none.
  static @Nullable Kind of(String permission) {
    for (Kind kind : ALL) {
      if (kind.isKindOf(permission)) {
        return kind;
      }
    }
    return null;
  }

  private boolean isKindOf(String permission) {
    return takesName()
        ? permission.length() > head.length() && permission.startsWith(head)
        : permission.equals(head);
  }

  /// Tells whether a pattern whose text before its first star is `prefix` can cover a permission of
  /// any kind.
  static boolean reachedBy(String prefix) {
    for (Kind kind : ALL) {
      if (kind.head.startsWith(prefix) || (kind.takesName() && prefix.startsWith(kind.head))) {
        return true;
      }
    }
    return false;
  }

  /// Tells whether a pattern is about single tools.
  static boolean namesTools(String pattern) {
    return pattern.startsWith(SEE_TOOL.head) || pattern.startsWith(CALL_TOOL.head);
  }

  private boolean takesName() {
    return head.endsWith(":");
  }
}

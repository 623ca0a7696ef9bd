package dev.doorward.inspection;

import java.util.Locale;

/// What a rule looks at.
public enum Category {
  /// Credentials in text.
  SECRET,
  /// Characters that people do not see.
  HIDDEN,
  /// What skills and other instructions should not tell a model.
  INSTRUCTIONS,
  /// Files that should not lie there, by their names.
  NAME,
  /// Rights and owners of files.
  RIGHTS,
  /// Recipes of images.
  DOCKERFILE,
  /// Objects of Kubernetes.
  MANIFEST,
  /// Versions that an advisory warns of.
  DEPENDENCY;

  /// The word in reports and rule files.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.doorward.inspection;

import dev.doorward.sandbox.Rights;
import java.util.List;

/// A rule for who may do what with a file or directory.
///
/// @param when what must hold
/// @param of which entries it is about
record RightsRule(Rule rule, String when, String of) {
  static List<RightsRule> read() {
    return RuleFields.read("rights.yaml").stream()
        .map(
            fields ->
                new RightsRule(
                    fields.rule(Category.RIGHTS, Severity.MEDIUM, "Take the right away."),
                    fields.text("when"),
                    fields.text("of")))
        .toList();
  }

  boolean matches(
      Subject subject, boolean directory, boolean sensitive, Rights rights, String owner) {
    boolean meant =
        switch (of) {
          case "file" -> !directory;
          case "directory" -> directory;
          case "sensitive" -> !directory && sensitive;
          case "skill" -> !directory && subject.skill();
          case "any" -> true;
          default -> throw new IllegalStateException("rights of " + of);
        };
    return meant
        && switch (when) {
          case "world-writable" -> rights.worldWritable();
          case "readable-by-others" -> rights.readableByOthers();
          case "executable" -> rights.executable();
          case "foreign-owner" -> !rights.owner().equals(owner);
          default -> throw new IllegalStateException("rights when " + when);
        };
  }
}

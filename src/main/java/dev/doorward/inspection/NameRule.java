package dev.doorward.inspection;

import java.util.List;

/// A rule for what a file is called.
///
/// @param sensitive whether only its owner should read such a file
/// @param inSkills whether the rule holds in skills only
record NameRule(Rule rule, List<Glob> paths, List<Glob> but, boolean sensitive, boolean inSkills) {

  static List<NameRule> read() {
    return RuleFields.read("names.yaml").stream().map(NameRule::of).toList();
  }

  private static NameRule of(RuleFields fields) {
    return new NameRule(
        fields.rule(Category.NAME, Severity.MEDIUM, "Remove it."),
        fields.list("paths").stream().map(Glob::ofNames).toList(),
        fields.list("but").stream().map(Glob::ofNames).toList(),
        fields.flag("sensitive"),
        fields.optional("only-in").isPresent());
  }

  boolean matches(Subject subject) {
    return (!inSkills || subject.skill())
        && paths.stream().anyMatch(glob -> glob.matches(subject.path()))
        && but.stream().noneMatch(glob -> glob.matches(subject.path()));
  }
}

package dev.doorward.tools.skills;

/// Why a skill cannot be served, in words for its author; it becomes a [SkillProblem] before it
/// leaves the loader.
final class BrokenSkill extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  BrokenSkill(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}

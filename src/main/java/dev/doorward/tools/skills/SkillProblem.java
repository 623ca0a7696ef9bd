package dev.doorward.tools.skills;

/// A directory that holds a skill which is not served, and why. For the operator's log, never for
/// clients.
///
/// @param where the directory, as the operator knows it
/// @param problem what is wrong and how to put it right
public record SkillProblem(String where, String problem) {}

package dev.doorward.inspection;

/// What reports tell of a rule.
///
/// @param id its name, lower-case words with hyphens, never used for another rule later
/// @param severity what its findings weigh
/// @param title what was found, in one phrase
/// @param advice what to do, in one sentence
public record Rule(String id, Category category, Severity severity, String title, String advice) {}

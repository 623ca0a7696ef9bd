package dev.doorward.inspection;

import java.util.Locale;
import java.util.Set;

/// The file that is looked at.
///
/// @param path with forward slashes, as reports show it
/// @param skill whether it belongs to a skill, so that models read it or are told to run it
public record Subject(String path, boolean skill) {
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "skill.md",
          "agents.md",
          "claude.md",
          "gemini.md",
          ".cursorrules",
          ".windsurfrules",
          "copilot-instructions.md");
  private static final Set<String> TEXTS = Set.of("md", "markdown", "txt", "mdc", "");
  private static final Set<String> SETTINGS =
      Set.of(
          "env",
          "properties",
          "ini",
          "cfg",
          "conf",
          "toml",
          "yml",
          "yaml",
          "envrc",
          "sh",
          "tfvars");

  /// The last name of the path.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The extension of the name in lower case; empty when there is none.
  String extension() {
    int dot = name().lastIndexOf('.');
    return dot < 0 ? "" : name().substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /// Whether models read it as instructions.
  boolean instructions() {
    return INSTRUCTIONS.contains(name().toLowerCase(Locale.ROOT))
        || (skill && TEXTS.contains(extension()));
  }

  /// Whether it holds settings, one to a line.
  boolean settings() {
    return SETTINGS.contains(extension()) || name().toLowerCase(Locale.ROOT).startsWith(".env");
  }
}

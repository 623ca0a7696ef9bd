package dev.doorward.cli.settings;

/// A file or directory in the settings that is missing or cannot be read.
public final class PathRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String line;

  /// `where` names the source; the texts are phrases.
  public PathRefused(String key, String where, String problem, String fix) {
    this(SettingsRefused.line(key, where, problem, fix));
  }

  private PathRefused(String line) {
    super(line, null, false, false);
    this.line = line;
  }

  /// What the user is told.
  public String line() {
    return line;
  }
}

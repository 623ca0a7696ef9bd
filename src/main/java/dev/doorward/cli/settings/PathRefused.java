package dev.doorward.cli.settings;

/// A file or directory in the settings that is missing or cannot be read.
public final class PathRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// `where` names the source; the texts are phrases.
  public PathRefused(String key, String where, String problem, String fix) {
    super(SettingsRefused.line(key, where, problem, fix), null, false, false);
  }
}

package dev.doorward.cli.settings;

/// Settings the server will not start with: the key, the problem and the fix, as one line.
public final class SettingsRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String line;

  /// `where` names the source, for example `--port` or `MCP_PORT`; the texts are phrases.
  public SettingsRefused(String key, String where, String problem, String fix) {
    this(line(key, where, problem, fix));
  }

  private SettingsRefused(String line) {
    super(line, null, false, false);
    this.line = line;
  }

  /// What the user is told.
  public String line() {
    return line;
  }

  static String line(String key, String where, String problem, String fix) {
    return key + (where.isEmpty() ? "" : " (" + where + ")") + ": " + problem + "; " + fix;
  }
}

package dev.doorward.tools.scan;

import dev.doorward.inspection.Glob;
import dev.doorward.sandbox.RelativePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one ignore file leaves out, in the language of `.gitignore`.
///
/// @param directory where it lies; its patterns are about what lies there and below
record IgnoreFile(RelativePath directory, List<Line> lines) {
  /// The names of ignore files; a later one overrules an earlier one in the same directory.
  static final List<String> NAMES = List.of(".gitignore", ".doorwardignore");

  static final int LONGEST_BYTES = 256 * 1024;
  private static final int MOST_LINES = 5_000;

  /// One pattern.
  ///
  /// @param kept whether it takes back what an earlier pattern left out
  record Line(Glob glob, boolean directoriesOnly, boolean kept) {}

  IgnoreFile {
    lines = List.copyOf(lines);
  }

  static IgnoreFile parse(RelativePath directory, String text) {
    List<Line> lines = new ArrayList<>();
    text.lines().limit(MOST_LINES).forEach(line -> line(line).ifPresent(lines::add));
    return new IgnoreFile(directory, lines);
  }

  private static Optional<Line> line(String written) {
    String text = written.endsWith("\\ ") ? written : written.stripTrailing();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean kept = text.startsWith("!");
    if (kept) {
      text = text.substring(1);
    }
    boolean directories = text.endsWith("/");
    String pattern = directories ? text.substring(0, text.length() - 1) : text;
    return Glob.relative(pattern).map(glob -> new Line(glob, directories, kept));
  }

  /// Whether the last of several files that says anything about a path leaves it out.
  static boolean leaveOut(List<IgnoreFile> files, RelativePath path, boolean directory) {
    for (int i = files.size() - 1; i >= 0; i--) {
      Optional<Boolean> says = files.get(i).leavesOut(path, directory);
      if (says.isPresent()) {
        return says.get();
      }
    }
    return false;
  }

  private Optional<Boolean> leavesOut(RelativePath path, boolean isDirectory) {
    String below =
        String.join(
            "/", path.segments().subList(directory.segments().size(), path.segments().size()));
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      if ((isDirectory || !line.directoriesOnly()) && line.glob().matches(below)) {
        return Optional.of(!line.kept());
      }
    }
    return Optional.empty();
  }
}

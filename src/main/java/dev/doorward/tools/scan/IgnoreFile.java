package dev.doorward.tools.scan;

import dev.doorward.inspection.Glob;
import dev.doorward.inspection.Pulse;
import dev.doorward.sandbox.RelativePath;
import java.util.List;
import java.util.Optional;

/// What one ignore file leaves out, in the language of `.gitignore`.
///
/// Every path is held against every pattern above it, so both their number and their length are
/// bounded, and matching looks at the pulse.
///
/// @param directory where it lies; its patterns are about what lies there and below
record IgnoreFile(RelativePath directory, List<Line> lines) {
  /// The names of ignore files; a later one overrules an earlier one in the same directory.
  static final List<String> NAMES = List.of(".gitignore", ".doorwardignore");

  static final int LONGEST_BYTES = 256 * 1024;
  static final int LONGEST_PATTERN = 256;

  /// Of one scan, not of one file.
  static final int MOST_PATTERNS = 2_000;

  /// Of one scan, not of one file.
  static final int MOST_CHARACTERS = 64 * 1024;

  private static final int LINES_PER_LOOK = 32;

  /// What the patterns of one scan may still be. It belongs to one thread.
  static final class Room {
    private int patterns = MOST_PATTERNS;
    private int characters = MOST_CHARACTERS;

    /// Takes the room for a file's patterns; false when there is not enough.
    private boolean take(int count, int length) {
      if (count > patterns || length > characters) {
        return false;
      }
      patterns -= count;
      characters -= length;
      return true;
    }
  }

  /// One pattern.
  ///
  /// @param kept whether it takes back what an earlier pattern left out
  record Line(Glob glob, boolean directoriesOnly, boolean kept) {}

  IgnoreFile {
    lines = List.copyOf(lines);
  }

  /// The patterns of a file; empty when one is too long or there is no room for all of them, since
  /// some of them could mean the opposite of all.
  static Optional<IgnoreFile> parse(RelativePath directory, String text, Room room) {
    List<String> written = text.lines().map(IgnoreFile::pattern).filter(IgnoreFile::says).toList();
    int length = written.stream().mapToInt(String::length).sum();
    if (written.stream().anyMatch(each -> each.length() > LONGEST_PATTERN)
        || !room.take(written.size(), length)) {
      return Optional.empty();
    }
    return Optional.of(
        new IgnoreFile(directory, written.stream().flatMap(each -> line(each).stream()).toList()));
  }

  private static String pattern(String line) {
    return line.endsWith("\\ ") ? line : line.stripTrailing();
  }

  private static boolean says(String pattern) {
    return !pattern.isEmpty() && !pattern.startsWith("#");
  }

  private static Optional<Line> line(String written) {
    boolean kept = written.startsWith("!");
    String text = kept ? written.substring(1) : written;
    boolean directories = text.endsWith("/");
    String pattern = directories ? text.substring(0, text.length() - 1) : text;
    return Glob.relative(pattern).map(glob -> new Line(glob, directories, kept));
  }

  /// Whether the last of several files that says anything about a path leaves it out.
  ///
  /// @param pulse is asked now and then; when it ends the reading the answer means nothing
  static boolean leaveOut(
      List<IgnoreFile> files, RelativePath path, boolean directory, Pulse pulse) {
    for (int i = files.size() - 1; i >= 0; i--) {
      Optional<Boolean> says = files.get(i).leavesOut(path, directory, pulse);
      if (says.isPresent()) {
        return says.get();
      }
    }
    return false;
  }

  private Optional<Boolean> leavesOut(RelativePath path, boolean isDirectory, Pulse pulse) {
    String below =
        String.join(
            "/", path.segments().subList(directory.segments().size(), path.segments().size()));
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (i % LINES_PER_LOOK == 0 && !pulse.read(0)) {
        return Optional.of(true);
      }
      Line line = lines.get(i);
      if ((isDirectory || !line.directoriesOnly()) && line.glob().matches(below)) {
        return Optional.of(!line.kept());
      }
    }
    return Optional.empty();
  }
}

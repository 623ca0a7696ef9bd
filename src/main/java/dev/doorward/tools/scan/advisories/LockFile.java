package dev.doorward.tools.scan.advisories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files that name dependencies with their versions.
public enum LockFile {
  /// npm's, of every version of its form.
  PACKAGE_LOCK {
    @Override
    void read(String text, Found found) throws MalformedLock {
      NpmLock.read(text, found);
    }
  },
  /// Maven's, as far as the versions stand in the file itself.
  POM {
    @Override
    void read(String text, Found found) throws MalformedLock {
      PomFile.read(text, found);
    }
  },
  /// Python's requirements, where they name one version.
  REQUIREMENTS {
    @Override
    void read(String text, Found found) {
      lines(text, REQUIREMENT, Ecosystem.PYPI, found);
    }
  },
  /// The sums of Go's modules.
  GO_SUM {
    @Override
    void read(String text, Found found) {
      lines(text, SUM, Ecosystem.GO, found);
    }
  },
  /// Rust's lock.
  CARGO_LOCK {
    @Override
    void read(String text, Found found) {
      blocks(text, Ecosystem.CRATES, found);
    }
  },
  /// Python's locks of Poetry and uv.
  PYTHON_LOCK {
    @Override
    void read(String text, Found found) {
      blocks(text, Ecosystem.PYPI, found);
    }
  };

  /// Most bytes of such a file that are looked at.
  public static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "\\s*+([A-Za-z0-9][A-Za-z0-9._-]{0,100})\\s*+(?:\\[[^\\]]{0,200}\\])?\\s*+===?\\s*+([A-Za-z0-9.!+_-]{1,100})(?:[\\s;#\\\\].*)?");
  private static final Pattern SUM =
      Pattern.compile("(\\S{1,300}) (v[0-9][A-Za-z0-9.+_-]{0,100}) h1:\\S+");
  private static final Pattern FIELD =
      Pattern.compile("\\s*+(name|version)\\s*+=\\s*+\"([^\"]{1,300})\"\\s*+");

  /// What has been read, each version of a package once.
  static final class Found {
    private static final int MOST = 200_000;
    private final Map<String, Dependency> all = new LinkedHashMap<>();

    void add(Ecosystem ecosystem, String name, String version, long line) {
      if (all.size() < MOST && !name.isEmpty() && !version.isEmpty()) {
        String plain = ecosystem.plain(name);
        all.putIfAbsent(plain + "\0" + version, Dependency.of(ecosystem, plain, version, line));
      }
    }
  }

  /// Ends the reading of a file that is not what its name says; it is no bug and has no trace.
  static final class MalformedLock extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedLock() {
      super("malformed", null, false, false);
    }
  }

  abstract void read(String text, Found found) throws MalformedLock;

  /// The kind of a file by its name.
  public static Optional<LockFile> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.startsWith("requirements") && plain.endsWith(".txt")) {
      return Optional.of(REQUIREMENTS);
    }
    return switch (plain) {
      case "package-lock.json", "npm-shrinkwrap.json" -> Optional.of(PACKAGE_LOCK);
      case "pom.xml" -> Optional.of(POM);
      case "go.sum" -> Optional.of(GO_SUM);
      case "cargo.lock" -> Optional.of(CARGO_LOCK);
      case "poetry.lock", "uv.lock" -> Optional.of(PYTHON_LOCK);
      default -> Optional.empty();
    };
  }

  /// The dependencies that a file names; empty when it is not what its name says.
  public Optional<List<Dependency>> read(String text) {
    Found found = new Found();
    try {
      read(text, found);
      return Optional.of(new ArrayList<>(found.all.values()));
    } catch (MalformedLock _) {
      return Optional.empty();
    }
  }

  private static void lines(String text, Pattern form, Ecosystem ecosystem, Found found) {
    long number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Matcher matcher = form.matcher(line.stripTrailing());
      if (matcher.matches()) {
        found.add(ecosystem, matcher.group(1), matcher.group(2), number);
      }
    }
  }

  /// TOML as these tools write it: a block for each package, a line for each field.
  private static void blocks(String text, Ecosystem ecosystem, Found found) {
    String name = "";
    long begun = 0;
    boolean inPackage = false;
    long number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String plain = line.strip();
      if (plain.startsWith("[")) {
        inPackage = plain.equals("[[package]]");
        name = "";
        begun = number;
        continue;
      }
      Matcher field = FIELD.matcher(plain);
      if (inPackage && field.matches()) {
        if (field.group(1).equals("name")) {
          name = field.group(2);
        } else {
          found.add(ecosystem, name, field.group(2), begun);
        }
      }
    }
  }
}

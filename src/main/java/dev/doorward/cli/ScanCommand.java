package dev.doorward.cli;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import dev.doorward.inspection.Inspection;
import dev.doorward.inspection.Severity;
import dev.doorward.ops.Build;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.tools.scan.Baseline;
import dev.doorward.tools.scan.Report;
import dev.doorward.tools.scan.ReportFormat;
import dev.doorward.tools.scan.ScanLimits;
import dev.doorward.tools.scan.Scanner;
import dev.doorward.tools.scan.Tree;
import dev.doorward.tools.scan.Watcher;
import dev.doorward.tools.scan.advisories.Advisories;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `doorward scan`: looks through files and directories for what the content rules find.
final class ScanCommand implements Command {
  private static final String FORMAT = "--format";
  private static final String FAIL_ON = "--fail-on";
  private static final String BASELINE = "--baseline";
  private static final String WRITE_BASELINE = "--write-baseline";
  private static final String ADVISORIES = "--advisories";
  private static final String ALL = "--include-ignored";
  private static final Duration BEAT = Duration.ofSeconds(2);

  private final Surroundings surroundings;
  private final ScanLimits limits;

  ScanCommand(Surroundings surroundings) {
    this(surroundings, ScanLimits.COMMAND);
  }

  ScanCommand(Surroundings surroundings, ScanLimits limits) {
    this.surroundings = surroundings;
    this.limits = limits;
  }

  @Override
  public Form form() {
    return Form.of(
            "scan",
            "Looks for secrets, hidden characters, dangerous files and settings; changes nothing.")
        .withWords("path", "Files and directories to look through.")
        .with(FORMAT, "format", String.join(", ", ReportFormat.words()) + "; text unless given.")
        .with(
            FAIL_ON,
            "severity",
            "The lightest finding to end with 9 for: "
                + String.join(", ", Severity.words())
                + "; medium unless given.")
        .with(BASELINE, "file", "Findings that are accepted, as --write-baseline wrote them.")
        .with(WRITE_BASELINE, "file", "A new file for a baseline that accepts what is found now.")
        .with(ADVISORIES, "file", "Advisories in the OSV format, to check dependencies against.")
        .with(ALL, "", "Looks into what ignore files leave out, too.");
  }

  @Override
  public ExitCode run(Words written) throws InterruptedException {
    ReportFormat format =
        ReportFormat.valueOf(
            choice(FORMAT, written.one(FORMAT).orElse("text"), ReportFormat.words()));
    Severity worst =
        Severity.valueOf(choice(FAIL_ON, written.one(FAIL_ON).orElse("medium"), Severity.words()));
    Baseline baseline = written.one(BASELINE).map(this::baseline).orElse(Baseline.EMPTY);
    Advisories advisories = written.one(ADVISORIES).map(this::advisories).orElse(Advisories.NONE);
    if (written.words().isEmpty()) {
      throw new StartRefused(
          ExitCode.USAGE, "scan: there is nothing to look through; name files or directories");
    }
    List<Tree> trees = new ArrayList<>();
    for (String word : written.words()) {
      trees.add(tree(word));
    }
    Report report =
        new Scanner(Inspection.standard(), limits, written.one(ALL).isEmpty(), advisories)
            .scan(trees, baseline, watcher(), BEAT, System::nanoTime);
    Optional<String> kept = written.one(WRITE_BASELINE);
    if (kept.isPresent()) {
      write(kept.get(), Baseline.accepting(report));
    }
    surroundings.out().print(format.write(report, Build.version()));
    surroundings.out().flush();
    if (report.reaches(worst) && kept.isEmpty()) {
      return ExitCode.FINDINGS;
    }
    return report.stopped().isPresent() ? ExitCode.UNFINISHED : ExitCode.OK;
  }

  private Watcher watcher() {
    return new Watcher() {
      @Override
      public void reached(long files, long bytes) {
        surroundings
            .err()
            .println("doorward: scanned " + files + " files, " + (bytes >> 20) + " MiB");
        surroundings.err().flush();
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  private static String choice(String flag, String word, List<String> words) {
    if (!words.contains(word)) {
      throw new StartRefused(
          ExitCode.USAGE,
          flag
              + ": "
              + Kinds.quoted(word)
              + " is none of its words; did you mean "
              + Nearest.to(word, words)
              + "?");
    }
    return word.toUpperCase(Locale.ROOT);
  }

  /// A file is looked at inside of its own directory, so that nothing beside it can be reached.
  private static Tree tree(String word) {
    try {
      Path path = Path.of(word);
      if (Files.isDirectory(path)) {
        return Tree.whole(Sandbox.open(path), prefix(path));
      }
      Path name = path.getFileName();
      if (Files.isRegularFile(path) && name != null) {
        Path parent = path.toAbsolutePath().getParent();
        Optional<RelativePath> file = RelativePath.parse(name.toString());
        if (file.isPresent() && parent != null) {
          Path shown = path.getParent();
          return new Tree(
              Sandbox.open(parent), file.get(), shown == null ? "" : prefix(shown), (_, _) -> true);
        }
      }
    } catch (InvalidPathException | IOException _) {
      // Refused below, like a path that is not there.
    }
    throw new StartRefused(
        ExitCode.PATH,
        "scan: " + Kinds.quoted(word) + " cannot be read; name a readable file or directory");
  }

  private static String prefix(Path directory) {
    String text = directory.normalize().toString().replace('\\', '/');
    return text.isEmpty() || text.endsWith("/") ? text : text + "/";
  }

  private Baseline baseline(String word) {
    try (InputStream in = Files.newInputStream(Path.of(word))) {
      byte[] bytes = in.readNBytes(Baseline.MOST_BYTES + 1);
      if (bytes.length <= Baseline.MOST_BYTES) {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        Optional<Baseline> baseline = Baseline.parse(text);
        if (baseline.isPresent()) {
          return baseline.get();
        }
      }
    } catch (CharacterCodingException _) {
      // Refused below as what is no baseline.
    } catch (InvalidPathException | IOException _) {
      throw unreadable(BASELINE, word);
    }
    throw new StartRefused(
        ExitCode.PATH,
        BASELINE + ": " + Kinds.quoted(word) + " is no baseline; make one with " + WRITE_BASELINE);
  }

  private Advisories advisories(String word) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(word)))) {
      return Advisories.read(in)
          .orElseThrow(
              () ->
                  new StartRefused(
                      ExitCode.PATH,
                      ADVISORIES
                          + ": "
                          + Kinds.quoted(word)
                          + " holds no advisories; name a file with OSV documents, an array of"
                          + " them or one to a line"));
    } catch (InvalidPathException | IOException _) {
      throw unreadable(ADVISORIES, word);
    }
  }

  private static void write(String word, String text) {
    try {
      // Never over a file that is there: accepted findings are a decision.
      Files.writeString(
          Path.of(word),
          text,
          java.nio.file.StandardOpenOption.CREATE_NEW,
          java.nio.file.StandardOpenOption.WRITE);
    } catch (InvalidPathException | IOException _) {
      throw new StartRefused(
          ExitCode.PATH,
          WRITE_BASELINE
              + ": "
              + Kinds.quoted(word)
              + " cannot be made; name a file that is not there yet");
    }
  }

  private static StartRefused unreadable(String flag, String word) {
    return new StartRefused(
        ExitCode.PATH, flag + ": " + Kinds.quoted(word) + " cannot be read; name a readable file");
  }
}

package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.audit.AuditKey;
import dev.doorward.audit.Head;
import dev.doorward.audit.Verification;
import dev.doorward.audit.Verifier;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.PathRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// `doorward audit verify`: reads audit files again and says whether they are as they were written.
final class AuditCommand implements Command {
  private static final String VERIFY = "verify";

  private final Surroundings surroundings;

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of("audit", "Says whether audit files are as they were written.")
        .withWords("verify file", "verify, then files; all of the data folder unless given.")
        .with("--anchor", "anchor", "A head that was written down elsewhere and must be in them.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    if (!written.word().equals(VERIFY)) {
      throw new StartRefused(
          ExitCode.USAGE,
          Kinds.quoted(written.word()) + " is nothing audit does; write audit verify");
    }
    Settings settings = new SettingsFlags(surroundings).read(written);
    List<String> named = written.words().subList(1, written.words().size());
    List<Path> files =
        named.isEmpty()
            ? filesIn(settings.data())
            : named.stream().map(AuditCommand::file).toList();
    List<Head> anchors = written.all("--anchor").stream().map(AuditCommand::anchor).toList();
    AuditKey key = AuditKey.read(AuditKey.file(settings.data(), settings.audit()));
    try {
      return told(new Verifier(key, anchors).verify(files));
    } catch (IOException _) {
      throw new StartRefused(
          ExitCode.PATH, "audit verify: a file cannot be read; name files that this user can read");
    }
  }

  private ExitCode told(Verification found) {
    PrintStream out = surroundings.out();
    found
        .findings()
        .forEach(
            finding ->
                out.println(finding.file() + ":" + finding.line() + ": " + finding.problem()));
    found.remarks().forEach(out::println);
    out.println(
        found.lines() + " lines are as they were written; findings: " + found.findings().size());
    out.flush();
    return found.whole() ? ExitCode.OK : ExitCode.TAMPERED;
  }

  private static List<Path> filesIn(Path folder) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "audit*.jsonl")) {
        found.forEach(files::add);
      } catch (IOException _) {
        // Refused below.
      }
    }
    if (files.isEmpty()) {
      throw new PathRefused(
          "data",
          "",
          Kinds.quoted(folder.toString()) + " holds no audit files",
          "name files, or the folder with --data");
    }
    Collections.sort(files);
    return files;
  }

  private static Path file(String written) {
    try {
      Path file = Path.of(written);
      if (Files.isReadable(file) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException _) {
      // Refused below, like a file that is not there.
    }
    throw new StartRefused(
        ExitCode.PATH,
        "audit verify: " + Kinds.quoted(written) + " cannot be read; name a readable file");
  }

  private static Head anchor(String written) {
    return Head.parse(written)
        .orElseThrow(
            () ->
                new StartRefused(
                    ExitCode.USAGE,
                    "--anchor: "
                        + Kinds.quoted(written)
                        + " is no anchor; write what the server logged as anchor"));
  }
}

package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.audit.AuditKey;
import dev.doorward.audit.Head;
import dev.doorward.audit.Rereading;
import dev.doorward.audit.SubjectNames;
import dev.doorward.audit.Verification;
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
import java.util.function.Supplier;

/// `doorward audit verify`: reads audit files again and says whether they are as they were written.
/// `doorward audit subject`: says how lines with hashed subjects name one.
final class AuditCommand implements Command {
  private static final String VERIFY = "verify";
  private static final String SUBJECT = "subject";

  private final Surroundings surroundings;

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of(
            "audit", "Says whether audit files are as they were written, or whose a hash is.")
        .withWords(
            "verify file | subject name",
            "verify, then files, all of the data folder unless given; or subject, then a name.")
        .with("--issuer", "iss", "With subject: whose name it is.")
        .with("--anchor", "anchor", "A head that was written down elsewhere and must be in them.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    return switch (written.word()) {
      case VERIFY -> verify(written);
      case SUBJECT -> subject(written);
      default ->
          throw new StartRefused(
              ExitCode.USAGE,
              Kinds.quoted(written.word())
                  + " is nothing audit does; write audit verify or audit subject");
    };
  }

  /// With the key that the server has, whether or not it hashes subjects now.
  private ExitCode subject(Words written) {
    if (written.words().size() != 2) {
      throw new StartRefused(
          ExitCode.USAGE, "audit subject: name exactly one subject behind it, as its issuer does");
    }
    Settings settings = new SettingsFlags(surroundings).read(written);
    AuditKey key = AuditKey.read(AuditKey.file(settings.data(), settings.audit()));
    surroundings
        .out()
        .println(
            SubjectNames.hashed(key)
                .of(written.one("--issuer").orElse(""), written.words().getLast()));
    surroundings.out().flush();
    return ExitCode.OK;
  }

  private ExitCode verify(Words written) {
    Settings settings = new SettingsFlags(surroundings).read(written);
    List<String> named = written.words().subList(1, written.words().size());
    Supplier<List<Path>> files =
        () ->
            named.isEmpty()
                ? filesIn(settings.data())
                : named.stream().map(AuditCommand::file).toList();
    List<Head> anchors = written.all("--anchor").stream().map(AuditCommand::anchor).toList();
    AuditKey key = AuditKey.read(AuditKey.file(settings.data(), settings.audit()));
    try {
      return told(Rereading.verify(key, anchors, files));
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

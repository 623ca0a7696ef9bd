package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.inspection.Shapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// `doorward scan` as somebody types it.
class ScanCommandTest {
  private static final String ADVISORY =
      "{\"id\":\"X-1\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\",\"name\":\"example\"},"
          + "\"versions\":[\"1.0\"]}]}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final String token = new Shapes(5).of("ghp_<A36>");

  @TempDir private Path folder;

  @Test
  void endsWellWhereNothingIsFound() throws Exception {
    write("a.txt", "nothing\n");

    assertThat(run("scan", folder.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Files read: 1,", "Grade A+");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void endsWithACodeForWhatIsAsHeavyAsAskedFor() throws Exception {
    write("key.pem", "nothing\n");

    assertThat(run("scan", folder.toString())).isEqualTo(ExitCode.OK);
    assertThat(run("scan", folder.toString(), "--fail-on", "low")).isEqualTo(ExitCode.FINDINGS);
    write("a.txt", token + "\n");
    assertThat(run("scan", folder.toString())).isEqualTo(ExitCode.FINDINGS);
    assertThat(run("scan", folder.toString(), "--fail-on", "critical"))
        .isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void takesSeveralPathsAndFiles() throws Exception {
    write("one/a.txt", token + "\n");
    write("two/b.txt", token + "\n");
    write("two/c.txt", token + "\n");

    run(
        "scan",
        "--format",
        "json",
        folder.resolve("one").toString(),
        folder.resolve("two/b.txt").toString());

    assertThat(JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8)).path("findings"))
        .extracting(each -> each.path("path").stringValue())
        .containsExactly(folder + "/one/a.txt", folder + "/two/b.txt");
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain(token);
  }

  @Test
  void writesABaselineOnceAndGoesByIt() throws Exception {
    write("tree/a.txt", token + "\n");
    String tree = folder.resolve("tree").toString();
    String baseline = folder.resolve("baseline.json").toString();

    assertThat(run("scan", tree, "--write-baseline", baseline)).isEqualTo(ExitCode.OK);
    assertThat(run("scan", tree, "--baseline", baseline)).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(Path.of(baseline))).doesNotContain(token);
    assertThat(run("scan", tree, "--write-baseline", baseline)).isEqualTo(ExitCode.PATH);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("name a file that is not there yet");
  }

  @Test
  void checksDependencies() throws Exception {
    write("tree/requirements.txt", "example==1.0\n");
    Path advisories = write("osv.json", ADVISORY);

    assertThat(
            run("scan", folder.resolve("tree").toString(), "--advisories", advisories.toString()))
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("requirements.txt:1", "X-1");
  }

  @Test
  void doesWhatItsPaperSays() throws Exception {
    Path advisories = write("osv.json", ADVISORY);
    List<String> calls =
        Files.readAllLines(Path.of("docs/scan.md")).stream()
            .filter(line -> line.startsWith("./doorward scan"))
            .toList();
    assertThat(calls).hasSizeGreaterThan(4);
    for (String call : calls) {
      String written =
          call.substring("./doorward ".length())
              .replace("accepted.json", folder.resolve("accepted.json").toString())
              .replace("advisories.json", advisories.toString());
      assertThat(run(written.split(" ", -1))).as(call).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void looksIntoWhatIsIgnoredWhenItIsTold() throws Exception {
    write(".gitignore", "a.txt\n");
    write("a.txt", token + "\n");

    assertThat(run("scan", folder.toString())).isEqualTo(ExitCode.OK);
    assertThat(run("scan", folder.toString(), "--include-ignored")).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void refusesWithOneLineWhatItCannotDo() throws Exception {
    write("a.txt", "nothing\n");
    String tree = folder.toString();
    String text = folder.resolve("a.txt").toString();
    refuses(ExitCode.USAGE, "scan");
    refuses(ExitCode.PATH, "scan", folder.resolve("absent").toString());
    refuses(ExitCode.USAGE, "scan", tree, "--format", "pdf");
    refuses(ExitCode.USAGE, "scan", tree, "--fail-on", "awful");
    refuses(ExitCode.PATH, "scan", tree, "--baseline", text);
    refuses(ExitCode.PATH, "scan", tree, "--baseline", folder.resolve("absent").toString());
    refuses(ExitCode.PATH, "scan", tree, "--advisories", text);
    refuses(ExitCode.PATH, "scan", tree, "--advisories", folder.resolve("absent").toString());
    refuses(ExitCode.USAGE, "scan", tree, "--unheard");
  }

  private void refuses(ExitCode code, String... words) throws Exception {
    err.reset();
    assertThat(run(words)).as("%s", (Object) words).isEqualTo(code);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  private ExitCode run(String... words) throws InterruptedException {
    return new Commands(
            new Surroundings(
                Map.of(),
                folder,
                Optional.empty(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InstantSource.system()),
            new RecordingDoors())
        .run(words);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}

package dev.doorward.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a watched process says and leaves behind is searched, though the test never looked at it.
class WatchedProcessContractTest {
  private static final Path SHELL = Path.of("/bin/sh");
  // Not shown to any server, so that the search at the end does not know it.
  private static final String PLANTED = "planted-by-a-test-4711";

  @TempDir Path data;

  private List<Path> before;

  @BeforeEach
  void look() throws IOException {
    before = Evidence.files(Evidence.folder());
  }

  /// What is found in what has come since.
  private List<String> found() throws IOException {
    List<Path> files = new ArrayList<>(Evidence.files(Evidence.folder()));
    files.removeAll(before);
    return Evidence.leaks(files, new LeakSearch(Set.of(PLANTED)));
  }

  private Process say(String script, Redirect out) throws IOException, InterruptedException {
    assumeThat(SHELL).as("needs a shell").isExecutable();
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(SHELL.toString(), "-c", script, "sh", "--data", data.toString())
                .redirectOutput(out));
    assertThat(process.waitFor()).isZero();
    return process;
  }

  @Test
  void whatIsDiscardedIsKept() throws Exception {
    say("echo " + PLANTED, Redirect.DISCARD);
    assertThat(found()).hasSize(1);
  }

  @Test
  void theTestSeesWhatIsKept() throws Exception {
    Path file = data.resolve("out");
    Process process = say("echo fine; echo '" + PLANTED + "' >&2", Redirect.to(file.toFile()));
    assertThat(found()).hasSize(1);
    assertThat(process.errorReader(StandardCharsets.UTF_8).lines()).containsExactly(PLANTED);
    assertThat(Files.readString(file)).isEqualTo("fine\n");
  }

  @Test
  void auditFilesAreKeptWhenItHasEnded() throws Exception {
    say("echo '{\"a\":\"" + PLANTED + "\"}' > \"$2\"/audit.jsonl", Redirect.PIPE);
    Files.delete(data.resolve("audit.jsonl"));
    assertThat(found()).hasSize(1);
  }
}

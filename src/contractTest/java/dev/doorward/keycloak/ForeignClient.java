package dev.doorward.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doorward.conformance.Distribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that others wrote, run by Node.js, whose login pages a [Browser] opens.
final class ForeignClient implements AutoCloseable {
  private static final Pattern LOGIN_PAGE =
      Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/realms/\\S+/auth\\?\\S+)");
  private static final Path PACKAGES = Distribution.ROOT.resolve("conformance/node_modules");
  private static final Path INSTALL = Distribution.ROOT.resolve("conformance/install");

  private final Process process;
  private final BufferedReader said;
  private final List<String> heard = new ArrayList<>();
  private final Thread speaker;

  private ForeignClient(Process process, Browser browser, Person person) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.speaker = Thread.ofVirtual().start(() -> openPages(browser, person));
  }

  /// Installs the pinned clients where that was not done; reports the test skipped where it cannot
  /// be.
  ///
  /// @return the Node.js that runs them
  static String installed() throws IOException, InterruptedException {
    Process install = new ProcessBuilder(INSTALL.toString()).start();
    String node = install.inputReader(StandardCharsets.UTF_8).readLine();
    String complaint = new String(install.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeThat(install.waitFor()).as(complaint).isZero();
    return node;
  }

  /// Starts a client.
  ///
  /// @param script below `conformance/node_modules`
  /// @param home an empty folder for what it keeps
  static ForeignClient start(
      String node, String script, List<String> words, Path home, Browser browser, Person person)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(node, PACKAGES.resolve(script).toString()));
    command.addAll(words);
    ProcessBuilder start = new ProcessBuilder(command).directory(home.toFile());
    start
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "BROWSER",
                "true",
                "MCP_AUTO_OPEN_ENABLED",
                "true",
                "MCP_STORAGE_DIR",
                home.toString(),
                "MCP_INSPECTOR_SECRET_STORE",
                "file",
                "MCP_REMOTE_CONFIG_DIR",
                home.toString()));
    return new ForeignClient(start.start(), browser, person);
  }

  /// Reads what it tells its user, and does what it asks for.
  private void openPages(Browser browser, Person person) {
    try (BufferedReader told = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        heard.add(line);
        Matcher page = LOGIN_PAGE.matcher(line);
        if (page.find()) {
          browser.letIn(URI.create(page.group(1)), person);
        }
      }
    } catch (IOException | AssertionError e) {
      heard.add(e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes a line to its standard input.
  void say(String line) throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  /// The next line of its standard output.
  String line() throws Exception {
    String line = said.readLine();
    if (line == null) {
      assertThat(ended()).as("what it said is in the message").isEqualTo("it went on");
    }
    return line;
  }

  /// The last line of its standard output once it has ended well.
  String result() throws Exception {
    List<String> lines = said.readAllLines();
    assertThat(process.waitFor()).as(ended()).isZero();
    return lines.stream().filter(line -> !line.isBlank()).toList().getLast();
  }

  /// How it ended, and all it told its user.
  private String ended() throws InterruptedException {
    process.waitFor();
    speaker.join();
    return "exit code " + process.exitValue() + "\n" + String.join("\n", heard);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      speaker.join();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

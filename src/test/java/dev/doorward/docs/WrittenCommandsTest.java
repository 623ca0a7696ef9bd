package dev.doorward.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.cli.settings.Key;
import dev.doorward.cli.settings.Keys;
import dev.doorward.cli.settings.StartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the papers tell people to type or to set is what the program knows.
final class WrittenCommandsTest {
  private static final Set<String> COMMANDS =
      Set.of(
          "serve",
          "stdio",
          "check",
          "scan",
          "token",
          "client-config",
          "hash-key",
          "audit",
          "block",
          "unblock",
          "blocks",
          "version",
          "--help",
          "--version");
  private static final Set<String> OTHER_FLAGS =
      Set.of(
          "--config",
          "--role",
          "--scope",
          "--ttl",
          "--door",
          "--anchor",
          "--address",
          "--token",
          "--subject",
          "--client",
          "--issuer",
          "--reason",
          "--for",
          "--token-file",
          "--url",
          "--format",
          "--fail-on",
          "--baseline",
          "--write-baseline",
          "--advisories",
          "--include-ignored",
          "--dangerously-run-as-root",
          "--dangerously-run-shells",
          "--dangerously-serve-plain-http",
          "--help",
          "--version");
  private static final Set<String> OTHER_VARIABLES =
      Set.of("DOORWARD_CONFIG", "DOORWARD_TOKEN", "DOORWARD_COMMAND");

  private static final Pattern CALL = Pattern.compile("(?:\\./|`)doorward ([a-z-]+)([^`\n|)]*)");
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern VARIABLE = Pattern.compile("\\b(?:DOORWARD|MCP)_[A-Z_]+\\b");
  private static final Pattern DOTTED =
      Pattern.compile(
          "`([a-z]+(?:\\.[a-z]+(?:-[a-z]+)*)+)(?<!\\.jsonl)(?<!\\.head)(?<!\\.journal)`");

  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```");

  @Test
  void everyCommandThatIsWrittenExists() throws IOException {
    Set<String> flags = new HashSet<>(OTHER_FLAGS);
    Keys.ALL.forEach(key -> key.flag().ifPresent(flags::add));
    Set<String> unknown = new TreeSet<>();
    for (Path paper : Papers.all()) {
      Matcher call = CALL.matcher(Files.readString(paper));
      while (call.find()) {
        if (!COMMANDS.contains(call.group(1))) {
          unknown.add(paper + ": " + call.group());
        }
        FLAG.matcher(call.group(2))
            .results()
            .filter(flag -> !flags.contains(flag.group()))
            .forEach(flag -> unknown.add(paper + ": " + call.group(1) + " " + flag.group()));
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void everyVariableThatIsWrittenExists() throws IOException {
    Set<String> known = new HashSet<>(OTHER_VARIABLES);
    Keys.ALL.forEach(
        key -> {
          known.addAll(key.variables());
          known.addAll(key.fileVariables());
        });
    Set<String> unknown = new TreeSet<>();
    for (Path paper : Papers.all()) {
      VARIABLE
          .matcher(Files.readString(paper))
          .results()
          .filter(variable -> !known.contains(variable.group()))
          .forEach(variable -> unknown.add(paper + ": " + variable.group()));
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void everyKeyThatIsWrittenExists() throws IOException {
    Set<String> keys = Keys.ALL.stream().map(Key::name).collect(Collectors.toSet());
    List<String> sections =
        keys.stream()
            .filter(key -> key.contains("."))
            .map(key -> key.substring(0, key.indexOf('.')))
            .toList();
    Set<String> unknown = new TreeSet<>();
    for (Path paper : Papers.all()) {
      DOTTED
          .matcher(Files.readString(paper))
          .results()
          .map(found -> found.group(1))
          .filter(name -> sections.contains(name.substring(0, name.indexOf('.'))))
          .filter(name -> !isPackage(name) && !keys.contains(name))
          .forEach(name -> unknown.add(paper + ": " + name));
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void everyConfigurationThatIsWrittenIsRead(@TempDir Path folder) throws IOException {
    int read = 0;
    for (Path paper : Papers.all()) {
      Matcher block = YAML.matcher(Files.readString(paper));
      while (block.find()) {
        Path file = Files.writeString(folder.resolve("written.yml"), block.group(1));
        new StartSettings(environment(block.group(1)), folder, Optional.of(Path.of("")))
            .read(Optional.of(file.toString()), Map.of());
        read++;
      }
    }

    assertThat(read).isPositive();
  }

  /// What the text around a configuration says to set for it.
  private static Map<String, String> environment(String configuration) {
    return configuration.contains("kind: introspection") || configuration.contains("kind: github")
        ? Map.of("MCP_OAUTH_CLIENT_SECRET", "the-secret-of-the-client")
        : Map.of();
  }

  /// Rooms are written with dots as well.
  private static boolean isPackage(String name) {
    return Files.isDirectory(Path.of("src/main/java/dev/doorward", name.split("\\.")));
  }
}

package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Proves that `docs/configuration.md` says what the code does; `-Dgolden.update=true` writes it.
class ConfigurationReferenceTest {
  private static final Path REFERENCE = Path.of("docs", "configuration.md");

  @Test
  void theReferenceIsWhatTheTableOfKeysSays() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(REFERENCE, reference());
    }

    assertThat(Files.readString(REFERENCE)).isEqualTo(reference());
  }

  @Test
  void theExampleInTheReferenceIsReadAsItStands() throws IOException {
    String example = reference().split("```yaml\n", 2)[1].split("```", 2)[0];
    Path file = Files.createTempFile("doorward", ".yml");
    try {
      Files.writeString(file, example);
      Settings settings =
          new StartSettings(java.util.Map.of(), Path.of(""), Optional.empty())
              .read(Optional.of(file.toString()), java.util.Map.of());
      assertThat(settings.issuer().external()).isTrue();
    } finally {
      Files.delete(file);
    }
  }

  private static String reference() {
    return INTRODUCTION
        + Keys.ALL.stream().map(ConfigurationReferenceTest::entry).collect(Collectors.joining());
  }

  private static String entry(Key<?> key) {
    StringBuilder entry =
        new StringBuilder("\n### `" + key.name() + "`\n\n" + key.purpose() + "\n\n");
    entry.append("- Value: ").append(key.kind().label().replace("|", "or"));
    new Bounds(Settings.class).of(key).ifPresent(bounds -> entry.append(", ").append(bounds));
    String fallback = key.fallbackText();
    entry.append("\n- Default: ").append(fallback.isEmpty() ? "none" : "`" + fallback + "`");
    entry.append("\n- Set by: ");
    if (key.kind().fileOnly()) {
      entry.append("the file only");
    } else {
      key.flag().ifPresent(flag -> entry.append("`").append(flag).append("`, "));
      entry.append(
          key.variables().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
      if (key.kind().secret()) {
        entry.append(
            key.fileVariables().stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", ", "; or the name of a file with it by ", "")));
      }
      entry.append(
          key.kind().repeatable()
              ? "; several values split at `" + key.kind().separator() + "`"
              : "");
    }
    return entry.append("\n").toString();
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      Nothing has to be configured. What is, is read once, when the process starts, and both doors read the same keys.
      This page is made from the table of keys in the code and a test keeps the two equal.

      ## Where settings are written

      1. A file in plain YAML, named by `--config` or `DOORWARD_CONFIG`. There is no file unless one is named.
      2. Environment variables over it. Every key but a mapping has one, `DOORWARD_` and its name in capitals; some have the usual name
         of the field too. Two variables that set one key to different values are refused. An empty variable is not set.
      3. Flags over both. A list in a stronger source replaces the weaker one; it is not added to it.

      A secret can also stand in a file that its variable with `_FILE` behind it names, which is how Kubernetes mounts one: at most
      64 KiB of text, without the line break at its end. A variable and its `_FILE` together are refused, and so is a file that
      is missing, empty or open to every user. Kubernetes mounts secrets open to every user unless told otherwise: write `defaultMode: 0440` and, for a user that
      is not root, `fsGroup`. A secret in the configuration file asks the same of that file. No secret has a flag, because every user can see
      a process's arguments; and every secret that was read is masked in whatever is logged. A text that begins with `vault:` or `aws:` is no secret but says
      where one is; [operator.md](operator.md#secrets-that-are-kept-elsewhere) has the forms.

      A name that does not exist is refused with the nearest one that does, in the file, among the `DOORWARD_` variables and
      among the flags. So is a value that is malformed or out of bounds. Then the process prints one line and ends with a
      [documented exit code](exit-codes.md); nothing has been started or written. `DOORWARD_TOKEN`, which some clients
      read, and the variables Kubernetes sets for a Service called `doorward` are left alone.

      The file holds plain nested keys, at most 64 KiB: no aliases, anchors, tags or second document.

      ```yaml
      http:
        host: 0.0.0.0
        public-url: https://mcp.example.org
        allowed-hosts: [mcp.example.org]
        allowed-origins: [https://app.example.org]
        tls:
          certificate: /etc/doorward/tls/tls.crt
          key: /etc/doorward/tls/tls.key
      issuer:
        name: https://id.example.org/realms/tools
        jwks: https://id.example.org/realms/tools/keys
        roles-claim: realm_access.roles
      limit:
        rate: 300/minute
      access:
        roles:
          auditor: ["resources:read:**", "tools:call:server_status"]
      gateway:
        input-overrides:
          echo: {text-characters: 500}
      ```

      ## Keys

      A duration is a number and a unit: `500ms`, `30s`, `5m`, `12h`, `30d`. A relative path starts in the working directory.
      """;
}

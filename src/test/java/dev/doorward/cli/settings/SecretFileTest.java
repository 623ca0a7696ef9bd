package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.ops.logging.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
  private static final Key<String> SECRET =
      Key.of("door.secret", Kinds.text().asSecret(), "", "What nobody may see.")
          .alias("DOOR_SECRET");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hush-hush-hush", "hush-hush-hush\n", "hush-hush-hush\r\n"})
  void readsTheSecretWithoutTheLineBreakBehindIt(String content) throws IOException {
    Path file = file(content, "rw-r-----");

    Values values = read(Map.of("DOOR_SECRET_FILE", file.toString()));

    assertThat(values.get(SECRET)).isEqualTo("hush-hush-hush");
    assertThat(values.where(SECRET)).isEqualTo("DOOR_SECRET_FILE");
    assertThat(read(Map.of("DOORWARD_DOOR_SECRET_FILE", file.toString())).get(SECRET))
        .isEqualTo("hush-hush-hush");
  }

  @Test
  void followsTheLinksOfAKubernetesMount() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026_01_01"));
    Path real = Files.writeString(data.resolve("secret"), "mounted-secret");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("r--r-----"));
    Path current = Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
    Path link =
        Files.createSymbolicLink(
            folder.resolve("secret"), Path.of(current.getFileName().toString(), "secret"));

    assertThat(read(Map.of("DOOR_SECRET_FILE", link.toString())).get(SECRET))
        .isEqualTo("mounted-secret");
  }

  @Test
  void refusesBothTheSecretAndAFile() throws IOException {
    Path file = file("hush-hush-hush", "rw-------");

    for (String direct : List.of("DOOR_SECRET", "DOORWARD_DOOR_SECRET")) {
      assertThatThrownBy(
              () -> read(Map.of(direct, "hush-hush-hush", "DOOR_SECRET_FILE", file.toString())))
          .isInstanceOf(SettingsRefused.class)
          .hasMessage(
              "door.secret (%s and DOOR_SECRET_FILE): one holds it and the other names a file with"
                      .formatted(direct)
                  + " it; keep one of them");
    }
  }

  @Test
  void refusesAFileThatIsMissingEmptyTooLargeOrNoText() throws IOException {
    assertRefused(folder.resolve("gone"), "is not there or is no file");
    assertRefused(folder, "is not there or is no file");
    assertRefused(file("", "rw-------"), "is empty");
    assertRefused(file("\n", "rw-------"), "is empty");
    assertRefused(file("x".repeat(64 * 1024 + 1), "rw-------"), "is larger than 64 KiB");
    Path bytes = file("", "rw-------");
    Files.write(bytes, new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
    assertRefused(bytes, "is no UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-----w-", "rwxrwxrwx"})
  void refusesAFileThatIsOpenToEveryUser(String rights) throws IOException {
    assertRefused(file("hush-hush-hush", rights), "can be read or changed by every user");
  }

  @Test
  void refusesASecretInAConfigurationFileThatIsOpenToEveryUser() throws IOException {
    Path config = folder.resolve("doorward.yml");
    Files.writeString(config, "door:\n  secret: configured-in-a-file\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    SettingsReader reader = new SettingsReader(List.of(SECRET), Map.of());

    assertThatThrownBy(() -> reader.read(Optional.of(config.toString()), Map.of()))
        .isInstanceOf(PathRefused.class)
        .hasMessageContaining("door.secret (doorward.yml): it is a secret")
        .hasMessageContaining("chmod o=")
        .message()
        .doesNotContain("configured-in-a-file");

    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(reader.read(Optional.of(config.toString()), Map.of()).get(SECRET))
        .isEqualTo("configured-in-a-file");
  }

  @Test
  void everySecretThatIsReadIsMaskedFromThenOn() throws IOException {
    read(Map.of("DOOR_SECRET", "a secret of a variable"));
    read(Map.of("DOOR_SECRET_FILE", file("a secret of a file", "rw-------").toString()));

    assertThat(Masking.mask("<a secret of a variable> <a secret of a file>"))
        .isEqualTo("<[masked]> <[masked]>");
  }

  @Test
  void everySecretOfTheTableCanBeInAFile() throws IOException {
    Path file = file("0123456789abcdefghijklmnopqrstuvwxyz\n", "r--r-----");
    int tried = 0;
    for (Key<?> key : Keys.ALL) {
      for (String variable : key.fileVariables()) {
        Values values =
            new SettingsReader(Keys.ALL, Map.of(variable, file.toString()))
                .read(Optional.empty(), Map.of());

        assertThat(values.has(key)).as(variable).isTrue();
        assertThat(values.where(key)).isEqualTo(variable);
        tried++;
      }
    }

    assertThat(tried).isPositive();
  }

  @Test
  void everySecretInAListOrAMappingIsMaskedToo() throws IOException {
    Key<Map<String, List<String>>> secrets =
        Key.of(
            "door.secrets",
            Kind.map("secrets", Kind.list(Kinds.text().asSecret(), ",")),
            Map.<String, List<String>>of(),
            "What nobody may see.");
    Path config = folder.resolve("doorward.yml");
    Files.writeString(config, "door:\n  secrets:\n    a: [first-of-many, second-of-many]\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

    new SettingsReader(List.of(secrets), Map.of()).read(Optional.of(config.toString()), Map.of());

    assertThat(Masking.mask("<first-of-many> <second-of-many>")).isEqualTo("<[masked]> <[masked]>");
  }

  @Test
  void refusesOneSecretForTwoPurposes() {
    Key<String> other = Key.of("window.secret", Kinds.text().asSecret(), "", "Another one.");

    assertThatThrownBy(
            () ->
                new SettingsReader(
                        List.of(SECRET, other),
                        Map.of("DOOR_SECRET", "used-twice", "DOORWARD_WINDOW_SECRET", "used-twice"))
                    .read(Optional.empty(), Map.of()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessage(
            "window.secret (DOORWARD_WINDOW_SECRET): it is the secret of door.secret as well; make"
                + " another one, for example with openssl rand -base64 32");
  }

  @Test
  void onlyASecretCanBeInAFile() {
    Key<String> open = Key.of("door.name", Kinds.text(), "", "What everybody may see.");

    assertThatThrownBy(
            () ->
                new SettingsReader(List.of(open), Map.of("DOORWARD_DOOR_NAME_FILE", "/x"))
                    .read(Optional.empty(), Map.of()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("there is no such variable");
  }

  private void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> read(Map.of("DOOR_SECRET_FILE", file.toString())))
        .isInstanceOf(PathRefused.class)
        .hasMessageStartingWith("door.secret (DOOR_SECRET_FILE): '")
        .hasMessageContaining(problem);
  }

  private static Values read(Map<String, String> environment) {
    return new SettingsReader(List.of(SECRET), environment).read(Optional.empty(), Map.of());
  }

  private Path file(String content, String rights) throws IOException {
    Path file = Files.createTempFile(folder, "secret", "");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    return file;
  }
}

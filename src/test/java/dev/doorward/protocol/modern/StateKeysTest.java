package dev.doorward.protocol.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateKeysTest {
  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();

  private Path write(String text) throws IOException {
    Path file = folder.resolve("state-keys");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void makesOneSecretAndKeepsIt() throws IOException {
    List<byte[]> first = StateKeys.in(folder, random);
    assertThat(first).singleElement().satisfies(secret -> assertThat(secret).hasSize(32));
    assertThat(StateKeys.in(folder, random).getFirst()).isEqualTo(first.getFirst());
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("state-keys"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void readsSeveralTheNewestFirst() throws IOException {
    write("A".repeat(43) + "\n\n" + "_".repeat(42) + "8\n");
    assertThat(StateKeys.in(folder, random)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "not base64!", "AAAA"})
  void refusesAFileThatHoldsNoGoodKey(String text) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> StateKeys.in(folder, random)).isInstanceOf(StateKeysRefused.class);
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void refusesAFileThatOthersCanRead() throws IOException {
    Path file = write("A".repeat(43));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> StateKeys.in(folder, random)).isInstanceOf(StateKeysRefused.class);
  }

  @Test
  void agreesOnOneSecretWhenManyBeginAtOnce() throws InterruptedException {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      seen.add(
                          java.util.HexFormat.of()
                              .formatHex(StateKeys.in(folder, random).getFirst()))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).hasSize(16).containsOnly(seen.getFirst());
  }
}

package dev.doorward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.doorward.sandbox.Access.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathDirectoryTest {
  @TempDir private Path folder;

  @Test
  void refusesLinksWithoutHandlesToo() throws Exception {
    Files.writeString(folder.resolve("target.txt"), "x");
    Files.createSymbolicLink(folder.resolve("file-link"), folder.resolve("target.txt"));
    Files.createSymbolicLink(folder.resolve("directory-link"), folder);
    try (PathDirectory directory = new PathDirectory(folder)) {
      assertThat(directory.attributes("file-link").isSymbolicLink()).isTrue();
      assertThatIOException().isThrownBy(() -> directory.read("file-link"));
      assertThatExceptionOfType(Denial.class)
          .isThrownBy(() -> directory.enter("directory-link"))
          .extracting(Denial::reason)
          .isEqualTo(Reason.LINK);
    }
  }

  @Test
  void listsAndReads() throws Exception {
    Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("b.txt"), "x");
    try (PathDirectory top = new PathDirectory(folder);
        Directory directory = top.enter("a")) {
      assertThat(directory.names()).extracting(Path::getFileName).hasToString("[b.txt]");
      assertThat(directory.attributes("b.txt").isRegularFile()).isTrue();
    }
  }
}

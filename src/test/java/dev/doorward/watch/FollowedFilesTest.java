package dev.doorward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedFilesTest {
  @TempDir Path folder;
  private final FollowedFiles files = new FollowedFiles();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("file"), "one");
    files.follow(file, FileStamp.of(file));
  }

  @Test
  void tellsAChangeOnceAndOnlyWhenItHasComeToRest() throws IOException {
    assertThat(files.changed()).isFalse();
    assertThat(files.changed()).isFalse();
    Files.writeString(file, "two and more");
    assertThat(files.changed()).as("it may still be written").isFalse();
    Files.writeString(file, "two and still more");
    assertThat(files.changed()).as("it was").isFalse();
    assertThat(files.changed()).isTrue();
    assertThat(files.changed()).isFalse();
  }

  @Test
  void seesAReplacedFileOfTheSameSizeAndTime() throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), "two");
    FileTime time = Files.getLastModifiedTime(file);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    Files.setLastModifiedTime(file, time);
    files.changed();
    assertThat(files.changed()).isTrue();
  }

  @Test
  void seesWhatALinkLeadsTo() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    for (String name : List.of("a", "b")) {
      Path real = Files.writeString(folder.resolve(name).resolve("f"), "same");
      Files.setLastModifiedTime(real, time);
    }
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("a"));
    Path link = Files.createSymbolicLink(folder.resolve("f"), Path.of("..data", "f"));
    files.follow(link, FileStamp.of(link));
    Path next = Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("b"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    files.changed();
    assertThat(files.changed()).isTrue();
  }

  @Test
  void aFileThatGoesOrIsNewHereHasChanged() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "one");
    assertThat(files.followOnly(List.of(file))).isFalse();
    assertThat(files.followOnly(List.of(file, other))).isTrue();
    files.changed();
    assertThat(files.changed()).as("it may have been read too early").isTrue();
    Files.delete(other);
    files.changed();
    assertThat(files.changed()).isTrue();
    assertThat(files.followOnly(List.of(file))).isFalse();
    files.changed();
    assertThat(files.changed()).isFalse();
  }
}

package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningUserTest {
  @TempDir Path folder;

  @Test
  void isTheEffectiveOneOfTheProcess() throws IOException {
    Path status =
        Files.writeString(
            folder.resolve("status"), "Name:\tjava\nUid:\t1000\t0\t0\t0\nGid:\t7\t7\t7\t7\n");

    assertThat(RunningUser.effective(status)).contains("0");
  }

  @Test
  void isUnknownWhereThereIsNoStatusOrNoLineOfIt() throws IOException {
    assertThat(RunningUser.effective(folder.resolve("gone"))).isEmpty();
    assertThat(RunningUser.effective(Files.writeString(folder.resolve("status"), "Uid:\n")))
        .isEmpty();
  }

  @Test
  void agreesWithWhatTheSystemSaysOfAFileThisProcessMakes() throws IOException {
    Object owner = Files.getAttribute(Files.createFile(folder.resolve("mine")), "unix:uid");

    assertThat(RunningUser.isRoot()).isEqualTo(Integer.valueOf(0).equals(owner));
  }
}

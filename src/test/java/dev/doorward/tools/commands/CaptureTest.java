package dev.doorward.tools.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Nobody who outlives a command holds a thread, bytes or a pipe of the server.
@EnabledOnOs(OS.LINUX)
final class CaptureTest {
  private static Capture started(Process process, int most) {
    Capture capture = Capture.of(process.getInputStream(), most, "test");
    capture.start();
    return capture;
  }

  @Test
  void letsGoOfAPipeThatSomebodyHoldsOpen() throws Exception {
    Process quiet = new ProcessBuilder("/bin/sh", "-c", "echo hi; exec sleep 600").start();
    try {
      Capture capture = started(quiet, 1_024);
      while (capture.total() < 3) {
        Thread.onSpinWait();
      }
      Capture.Said said = capture.settle(Duration.ofMinutes(1));

      assertThat(said).isEqualTo(new Capture.Said("hi\n", 3, false));
      assertThat(quiet.isAlive()).isTrue();
      assertThat(capture.reads()).isFalse();
    } finally {
      quiet.destroyForcibly();
    }
  }

  @Test
  void letsGoOfWhomeverGoesOnToWrite() throws Exception {
    Process loud = new ProcessBuilder("/usr/bin/yes").start();
    try {
      Capture capture = started(loud, 10);
      while (capture.total() < 100_000) {
        Thread.onSpinWait();
      }
      Capture.Said said = capture.settle(Duration.ofMillis(1));
      capture.close();

      assertThat(said.text()).isEqualTo("y\n".repeat(5));
      assertThat(said.truncated()).isTrue();
      assertThat(loud.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(loud.exitValue()).as("its pipe is closed").isNotZero();
    } finally {
      loud.destroyForcibly();
    }
  }
}

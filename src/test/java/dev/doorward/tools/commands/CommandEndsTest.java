package dev.doorward.tools.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.tools.QuietCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// However a command ends, nobody of it is left.
@EnabledOnOs(OS.LINUX)
final class CommandEndsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /// A child, a grandchild and an orphan who all ignore being asked to end, and say who they are.
  private static final String STUBBORN =
      """
      trap '' TERM INT HUP
      stay() { trap '' TERM INT HUP; while :; do sleep 1; done; }
      echo $$ >> "$1"
      ( echo $(exec sh -c 'echo $PPID') >> "$1"; (stay) & echo $! >> "$1"; stay ) &
      ( (stay) & echo $! >> "$1" )
      echo all >> "$1"
      stay
      """;

  @TempDir Path folder;
  private CommandRig rig;
  private Path pids;

  @BeforeEach
  void furnish() throws IOException {
    rig = new CommandRig(folder);
    pids = Files.createFile(folder.resolve("pids"));
  }

  private CommandProfile stubborn() throws IOException {
    return CommandRig.command(rig.script("stubborn", STUBBORN), pids.toString());
  }

  private List<Long> started() throws IOException {
    return Files.readAllLines(pids).stream()
        .filter(line -> line.matches("[0-9]+"))
        .map(Long::valueOf)
        .toList();
  }

  private void assertNobodyIsLeft() throws IOException {
    assertThat(started()).hasSizeGreaterThanOrEqualTo(4).noneMatch(CommandRig::runs);
  }

  private void awaitAll() throws IOException {
    while (!Files.readString(pids).contains("all") || started().size() < 4) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whenItsTimeIsOver() throws Exception {
    long start = System.nanoTime();
    JsonNode answer = rig.call(CommandRig.within(stubborn(), TIMEOUT), Map.of());
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertNobodyIsLeft();
    assertThat(took).isBetween(TIMEOUT, TIMEOUT.plusSeconds(2));
    assertThat(answer.get("ended_by").stringValue()).isEqualTo("timeout");
    assertThat(answer.has("exit_code")).isFalse();
  }

  @Test
  void withTimeToCleanUpForWhoListens() throws Exception {
    String script =
        rig.script(
            "polite", "trap 'echo bye; exit 3' TERM\necho hello\nwhile :; do sleep 0.05; done\n");
    JsonNode answer =
        rig.call(CommandRig.within(CommandRig.command(script), Duration.ofMillis(500)), Map.of());

    assertThat(answer.get("stdout").stringValue()).isEqualTo("hello\nbye\n");
    assertThat(answer.get("ended_by").stringValue()).isEqualTo("timeout");
  }

  @Test
  void whenItsCallIsCancelled() throws Exception {
    Tool tool = CommandRig.tool(rig.family(stubborn()));
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller = Thread.ofVirtual().start(() -> thrown.complete(thrownBy(tool)));
    awaitAll();
    caller.interrupt();

    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertNobodyIsLeft();
  }

  @Test
  void whenTheServerEnds() throws Exception {
    CommandsFamily family = rig.family(stubborn());
    Tool tool = CommandRig.tool(family);
    CompletableFuture<JsonNode> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return CommandRig.call(tool, Map.of(), QuietCall.ALLOWED);
              } catch (ToolFailure | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    awaitAll();
    family.close();

    assertNobodyIsLeft();
    assertThat(answer.get(10, TimeUnit.SECONDS).get("ended_by").stringValue()).isEqualTo("exit");
    assertThatThrownBy(() -> CommandRig.call(tool, Map.of(), QuietCall.ALLOWED))
        .isInstanceOf(ToolFailure.class);
    assertNobodyIsLeft();
  }

  @Test
  void whenItEndsItselfAndLeavesSomebodyBehind() throws Exception {
    String script = rig.script("leaving", "(sleep 60) &\necho $! > \"$1\"\nsleep 0.5\necho done\n");
    JsonNode answer = rig.call(CommandRig.command(script, pids.toString()), Map.of());

    assertThat(answer.get("ended_by").stringValue()).isEqualTo("exit");
    assertThat(answer.get("exit_code").asInt()).isZero();
    assertThat(answer.get("stdout").stringValue()).isEqualTo("done\n");
    assertThat(started()).hasSize(1).noneMatch(CommandRig::runs);
  }

  @Test
  void whenItSaysMoreThanAnybodyKeeps() throws Exception {
    CommandProfile flood =
        CommandRig.with(CommandRig.command("/usr/bin/yes"), Duration.ofSeconds(60), 2_048, 1);
    JsonNode answer = rig.call(flood, Map.of());

    assertThat(answer.get("ended_by").stringValue()).isEqualTo("output");
    assertThat(answer.get("stdout").stringValue()).hasSize(2_048);
    assertThat(answer.get("stdout_truncated").asBoolean()).isTrue();
    assertThat(answer.get("stdout_bytes").asLong()).isGreaterThan(Capture.FLOOD_BYTES);
  }

  @Test
  void andMakesPlaceForTheNext() throws Exception {
    Tool tool =
        CommandRig.tool(rig.family(CommandRig.with(stubborn(), Duration.ofSeconds(50), 1_024, 1)));
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread first = Thread.ofVirtual().start(() -> thrown.complete(thrownBy(tool)));
    awaitAll();

    assertThatThrownBy(() -> CommandRig.call(tool, Map.of(), QuietCall.ALLOWED))
        .isInstanceOfSatisfying(
            ToolFailure.class,
            refused -> assertThat(refused.externalText()).startsWith("1 of this command run"));

    first.interrupt();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    Files.writeString(pids, "");
    Thread second = Thread.ofVirtual().start(() -> thrownBy(tool));
    awaitAll();
    second.interrupt();
    assertThat(second.join(Duration.ofSeconds(10))).isTrue();
    assertNobodyIsLeft();
  }

  private static Throwable thrownBy(Tool tool) {
    try {
      CommandRig.call(tool, Map.of(), QuietCall.ALLOWED);
      return new ExecutionException("it was not ended", null);
    } catch (ToolFailure | InterruptedException thrown) {
      return thrown;
    }
  }
}

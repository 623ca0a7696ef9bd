package dev.doorward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.block.Block;
import dev.doorward.block.BlockChange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BlockAuditTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final BlockAudit audit =
      new BlockAudit(new AuditTrail(new AuditSink.ToStream(out), () -> NOON));

  private static BlockChange change(BlockChange.How how, String value) {
    Block.Target target = new Block.Target(Block.Kind.CLIENT, value, Optional.empty());
    return new BlockChange(how, new Block(target, "sends garbage", NOON, NOON.plusSeconds(60)));
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void writesWhatWasBlockedWhyAndUntilWhen() {
    audit.changed(List.of(change(BlockChange.How.ADDED, "old-desktop")));

    assertThat(lines())
        .containsExactly(
            "{\"time\":\"2026-03-01T12:00:00Z\",\"event\":\"block\",\"change\":\"added\","
                + "\"kind\":\"client\",\"value\":\"old-desktop\",\"reason\":\"sends garbage\","
                + "\"until\":\"2026-03-01T12:01:00Z\"}");
  }

  @Test
  void countsWhatIsTooMuchAtOnce() {
    audit.changed(
        IntStream.range(0, 130).mapToObj(i -> change(BlockChange.How.HELD, "c" + i)).toList());

    assertThat(lines()).hasSize(BlockAudit.WRITTEN_AT_ONCE + 1);
    assertThat(lines().getLast())
        .contains("\"event\":\"block_counted\",\"change\":\"held\",\"count\":30");
  }

  @Test
  void writesThatAListCannotBeUsed() {
    audit.kept(3);

    assertThat(lines().getLast())
        .contains("\"change\":\"kept\",\"decision\":\"refused\",\"count\":3");
  }
}

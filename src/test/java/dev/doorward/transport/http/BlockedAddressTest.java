package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.block.Blocks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an address on the block list sees of the real door.
final class BlockedAddressTest {
  @TempDir Path data;

  @Test
  void isRefusedOnEveryListenerWithTheHeadersOfEveryAnswer() throws Exception {
    Instant now = Instant.now();
    Block.Target address = new Block.Target(Block.Kind.ADDRESS, "127.0.0.1", Optional.empty());
    new BlockFile(data).add(new Block(address, "a test", now, now.plus(Duration.ofHours(1))), now);
    HttpSettings settings = RawDoor.loopback(ConnectionSettings.DEFAULTS);
    AuditTape tape = new AuditTape();
    List<Object> beans =
        List.of(tape.trail(), QuietHouse.limits(), new Blocks(data, InstantSource.system()));
    try (RawDoor door = RawDoor.open(data, settings, beans)) {
      for (int port : List.of(door.door().port(), door.door().managementPort())) {
        int told = tape.length();
        String answer =
            door.send(
                port,
                "GET /health/liveness HTTP/1.1\r\nHost: 127.0.0.1:"
                    + port
                    + "\r\nOrigin: https://app.example\r\nConnection: close\r\n\r\n");

        assertThat(RawDoor.status(answer)).isEqualTo(403);
        tape.requireRefusal(told, "authorization", Set.of("blocked"));
        assertThat(answer).contains("-31021");
        assertThat(SecurityHeaders.missingIn(answer)).isEmpty();
        assertThat(answer).containsIgnoringCase("access-control-allow-origin: https://app.example");
      }
    }
  }
}

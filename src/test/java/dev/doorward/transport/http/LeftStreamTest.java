package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.block.Blocks;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.limit.Permits;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.Challenges;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that leaves while its reply becomes a stream.
final class LeftStreamTest {
  private static final Caller ANN =
      new Caller(
          new CallerId("https://issuer.test", "ann"),
          Set.of(Role.VIEWER),
          Scope.ALL,
          "test",
          Door.HTTP);

  @TempDir Path folder;
  private final Heartbeat heartbeat = new Heartbeat();
  private final Permits<CallerId> places = new Permits<>(1);

  @AfterEach
  void stop() {
    heartbeat.stop();
  }

  /// Opens a stream for somebody who is blocked, and tells how many were found open then.
  ///
  /// @param meanwhile what becomes of the reply while it is asked whose stream it is
  private long foundOpen(Consumer<HttpReply> meanwhile) {
    Instant since = Instant.now();
    new BlockFile(folder)
        .add(
            new Block(
                new Block.Target(Block.Kind.SUBJECT, "ann", Optional.empty()),
                "left",
                since,
                since.plus(Duration.ofHours(1))),
            since);
    AccessTokens nobody = AccessTokens.external(Map.of(), "https://door.test/", Instant::now);
    HttpReply[] reply = new HttpReply[1];
    reply[0] =
        new HttpReply(
            heartbeat,
            new Challenges("", List.of()),
            places,
            ANN.id(),
            () -> {
              meanwhile.accept(reply[0]);
              return new Visitor(
                  ANN,
                  InetAddress.getLoopbackAddress(),
                  nobody.standing(HttpRequest.GET("/mcp"), ANN));
            });
    reply[0].open();
    try (Blocks blocks = new Blocks(folder, InstantSource.system())) {
      heartbeat.endBlocked(blocks);
      return blocks.refused();
    }
  }

  @Test
  void leavesNothingBehind() {
    assertThat(foundOpen(HttpReply::clientGone)).isZero();
    assertThat(places.take(ANN.id())).as("its place is free").isTrue();
  }

  @Test
  void norDoesOneThatHasEnded() {
    assertThat(foundOpen(HttpReply::end)).isZero();
    assertThat(places.take(ANN.id())).as("its place is free").isTrue();
  }
}

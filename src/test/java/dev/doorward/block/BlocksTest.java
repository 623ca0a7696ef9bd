package dev.doorward.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlocksTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource clock = now::get;
  @TempDir Path folder;
  private BlockFile file;

  @BeforeEach
  void open() {
    file = new BlockFile(folder);
  }

  private void block(Block.Kind kind, String value) {
    block(new Block.Target(kind, value, Optional.empty()));
  }

  private void block(Block.Target target) {
    file.add(new Block(target, "a reason", now.get(), now.get().plus(Duration.ofHours(1))), NOON);
  }

  private Blocks blocks() {
    return new Blocks(folder, clock);
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static Caller caller(String issuer, String subject, String client, String token) {
    return new Caller(new CallerId(issuer, subject), Set.of(), Set.of(), client, Door.HTTP, token);
  }

  @Test
  void blocksNobodyWithoutAFile() {
    assertThat(blocks().none()).isTrue();
    assertThat(blocks().refuses(address("192.0.2.1"))).isFalse();
  }

  @Test
  void blocksAddressesAndNetworksOfBothFamilies() {
    block(Block.Kind.ADDRESS, "192.0.2.7");
    block(Block.Kind.ADDRESS, "198.51.100.0/24");
    block(Block.Kind.ADDRESS, "2001:db8:1::/48");
    Blocks blocks = blocks();
    assertThat(blocks.refuses(address("192.0.2.7"))).isTrue();
    assertThat(blocks.refuses(address("192.0.2.8"))).isFalse();
    assertThat(blocks.refuses(address("198.51.100.255"))).isTrue();
    assertThat(blocks.refuses(address("198.51.101.0"))).isFalse();
    assertThat(blocks.refuses(address("2001:db8:1:ffff::1"))).isTrue();
    assertThat(blocks.refuses(address("2001:db8:2::1"))).isFalse();
  }

  @Test
  void blocksCallersByTokenClientSubjectAndSubjectOfAnIssuer() {
    block(Block.Kind.TOKEN, "t-1");
    block(Block.Kind.CLIENT, "c-1");
    block(Block.Kind.SUBJECT, "eve");
    block(new Block.Target(Block.Kind.SUBJECT, "ada", Optional.of("https://one")));
    Blocks blocks = blocks();
    assertThat(blocks.refuses(caller("https://one", "joe", "c", "t"))).isFalse();
    assertThat(blocks.refuses(caller("https://one", "joe", "c", "t-1"))).isTrue();
    assertThat(blocks.refuses(caller("https://one", "joe", "c-1", "t"))).isTrue();
    assertThat(blocks.refuses(caller("https://one", "eve", "c", "t"))).isTrue();
    assertThat(blocks.refuses(caller("https://two", "eve", "c", ""))).isTrue();
    assertThat(blocks.refuses(caller("https://one", "ada", "c", ""))).isTrue();
    assertThat(blocks.refuses(caller("https://two", "ada", "c", ""))).isFalse();
    assertThat(blocks.refuses(new CallerId("https://one", "ada"))).isTrue();
    assertThat(blocks.refusesSomeAddress()).isFalse();
  }

  @Test
  void aBlockEndsByItself() {
    block(Block.Kind.SUBJECT, "eve");
    Blocks blocks = blocks();
    now.set(NOON.plus(Duration.ofHours(1)).minusMillis(1));
    assertThat(blocks.refuses(caller("i", "eve", "c", ""))).isTrue();
    now.set(NOON.plus(Duration.ofHours(1)));
    assertThat(blocks.refuses(caller("i", "eve", "c", ""))).isFalse();
  }

  @Test
  void writesAListThatOnlyItsOwnerMayReadAndReadsItBack() throws IOException {
    block(Block.Kind.ADDRESS, "10.1.2.3/8");
    block(new Block.Target(Block.Kind.SUBJECT, "e\"ve", Optional.of("https://one")));
    assertThat(file.read().stream().map(Block::target).map(Block.Target::toString))
        .containsExactly("address 10.0.0.0/8", "subject e\"ve of https://one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("blocks.json", "blocks.lock");
    }
  }

  @Test
  void aSecondBlockOfTheSameTargetReplacesTheFirstAndWhatIsOverIsDropped() {
    block(Block.Kind.SUBJECT, "eve");
    block(Block.Kind.SUBJECT, "eve");
    assertThat(file.read()).hasSize(1);
    Instant later = NOON.plus(Duration.ofHours(2));
    Block.Target other = new Block.Target(Block.Kind.CLIENT, "c-1", Optional.empty());
    file.add(new Block(other, "why", later, later.plusSeconds(1)), later);
    assertThat(file.read()).extracting(Block::target).containsExactly(other);
  }

  @Test
  void losesNoBlockWhenManyAreWrittenAtOnce() throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String name = "s" + i;
      writers.add(Thread.ofVirtual().start(() -> block(Block.Kind.SUBJECT, name)));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(file.read()).hasSize(16);
  }

  @Test
  void liftsABlock() {
    block(Block.Kind.SUBJECT, "eve");
    Block.Target target = new Block.Target(Block.Kind.SUBJECT, "eve", Optional.empty());
    assertThat(file.remove(target, NOON)).isTrue();
    assertThat(file.remove(target, NOON)).isFalse();
    assertThat(blocks().none()).isTrue();
  }

  @Test
  void takesOverAChangeOfTheFile() {
    Blocks blocks = blocks();
    block(Block.Kind.SUBJECT, "eve");
    blocks.look();
    assertThat(blocks.refuses(caller("i", "eve", "c", ""))).isTrue();
    file.remove(new Block.Target(Block.Kind.SUBJECT, "eve", Optional.empty()), NOON);
    blocks.look();
    assertThat(blocks.none()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"blocks\":[{}]}",
        "{\"blocks\":[],\"blocks\":[]}",
        "{\"blocks\":[]} x",
        "{\"blocks\":[],\"more\":1}",
        "{\"blocks\":[{\"kind\":\"address\",\"value\":\"10.0.0.0/33\",\"reason\":\"r\",\"since\":"
            + "\"2026-03-01T12:00:00Z\",\"until\":\"2027-03-01T12:00:00Z\"}]}",
        "{\"blocks\":[{\"kind\":\"address\",\"value\":\"0.0.0.0/0\",\"reason\":\"r\",\"since\":"
            + "\"2026-03-01T12:00:00Z\",\"until\":\"2027-03-01T12:00:00Z\"}]}",
        "{\"blocks\":[{\"kind\":\"person\",\"value\":\"eve\",\"reason\":\"r\",\"since\":"
            + "\"2026-03-01T12:00:00Z\",\"until\":\"2027-03-01T12:00:00Z\"}]}",
        "{\"blocks\":[{\"kind\":\"subject\",\"value\":\"eve\",\"reason\":\"r\",\"since\":"
            + "\"2026-03-01T12:00:00Z\",\"until\":\"soon\"}]}"
      })
  void keepsTheLastGoodListWhileTheFileIsBroken(String text) throws IOException {
    block(Block.Kind.SUBJECT, "eve");
    Blocks blocks = blocks();
    Files.writeString(file.path(), text);
    blocks.look();
    assertThat(blocks.stale()).isTrue();
    assertThat(blocks.refuses(caller("i", "eve", "c", ""))).isTrue();
    assertThatThrownBy(this::blocks).isInstanceOf(BlocksRefused.class);
    Files.writeString(file.path(), "{\"blocks\":[]}");
    blocks.look();
    assertThat(blocks.stale()).isFalse();
    assertThat(blocks.none()).isTrue();
  }

  @Test
  void aFileThatIsGoneLiftsNothing() throws IOException {
    block(Block.Kind.SUBJECT, "eve");
    Blocks blocks = blocks();
    Files.delete(file.path());
    blocks.look();
    assertThat(blocks.stale()).isTrue();
    assertThat(blocks.refuses(caller("i", "eve", "c", ""))).isTrue();
  }

  @Test
  void aFileThatOthersMayWriteIsRefused() throws IOException {
    block(Block.Kind.SUBJECT, "eve");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-rw-r--"));
    assertThatThrownBy(this::blocks)
        .isInstanceOfSatisfying(
            BlocksRefused.class,
            refused -> assertThat(refused.problem()).contains("other users may change it"));
  }

  @Test
  void enforcesAfterEveryLookWhileAnybodyIsBlocked() throws InterruptedException {
    Blocks blocks = blocks();
    CountDownLatch enforced = new CountDownLatch(2);
    try (blocks) {
      blocks.follow(enforced::countDown);
      block(Block.Kind.SUBJECT, "eve");
      assertThat(enforced.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(blocks.refuses(caller("i", "eve", "c", ""))).isTrue();
    }
  }
}

package dev.doorward.block;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.watch.FileStamp;
import dev.doorward.watch.Watch;
import java.io.Closeable;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The blocks that hold now, as the file says; a change of the file is seen within half a second.
/// While the file cannot be used the last good list holds on, and so it does when the file is gone.
public final class Blocks implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final BlockFile file;
  private final InstantSource clock;
  private final LongAdder refused = new LongAdder();
  private volatile BlockList list = BlockList.EMPTY;
  private volatile boolean stale;
  private volatile @Nullable Watch watch;
  private Optional<FileStamp> seen;
  private final BlockChanges changes = new BlockChanges();
  private @Nullable BlockObserver observer;

  /// Reads the list for the first time.
  ///
  /// @param folder the data folder
  /// @throws BlocksRefused when there is a list that cannot be used
  public Blocks(Path folder, InstantSource clock) {
    this.file = new BlockFile(folder);
    this.clock = clock;
    this.seen = file.stamp();
    List<Block> blocks = file.read();
    this.list = new BlockList(blocks);
    var _ = changes.take(blocks, clock.instant());
  }

  /// Has somebody hear what is blocked now, and of every change from now on.
  public synchronized void tell(BlockObserver listening) {
    observer = listening;
    told(changes.all());
  }

  private void told(List<BlockChange> news) {
    if (observer != null && !news.isEmpty()) {
      observer.changed(news);
    }
  }

  /// Follows the file until [#close].
  ///
  /// @param enforce run after every look while anything is blocked, to end what was begun before
  public void follow(Runnable enforce) {
    watch =
        Watch.every(
            LOOK_EVERY,
            "blocks",
            () -> {
              look();
              if (!list.isEmpty()) {
                enforce.run();
              }
            });
  }

  /// Takes over what is in the file, if it has changed.
  synchronized void look() {
    Optional<FileStamp> now = file.stamp();
    if (now.equals(seen)) {
      told(changes.end(clock.instant()));
      return;
    }
    seen = now;
    if (now.isEmpty() && !list.isEmpty()) {
      keep("it is gone");
      return;
    }
    try {
      List<Block> blocks = file.read();
      list = new BlockList(blocks);
      told(changes.take(blocks, clock.instant()));
      stale = false;
      LOG.atInfo().addKeyValue("blocks", list.size()).log("blocks_loaded");
    } catch (BlocksRefused bad) {
      keep(bad.problem());
    }
  }

  private void keep(String problem) {
    stale = true;
    if (observer != null) {
      observer.kept(list.size());
    }
    LOG.atError()
        .addKeyValue("file", file.path())
        .addKeyValue("problem", problem)
        .addKeyValue("blocks", list.size())
        .log("blocks_kept");
  }

  /// Tells whether requests from an address are refused.
  public boolean refuses(InetAddress address) {
    BlockList now = list;
    return !now.isEmpty() && now.blocks(address, clock.instant());
  }

  /// Tells whether any address is blocked, so that a request's need be known.
  public boolean refusesSomeAddress() {
    return list.blocksAddresses();
  }

  /// Tells whether a caller is refused, for its subject, its client or its credential.
  public boolean refuses(Caller caller) {
    BlockList now = list;
    return !now.isEmpty() && now.blocks(caller, clock.instant());
  }

  /// Tells whether a subject is refused, whatever its client and credential.
  public boolean refuses(CallerId caller) {
    BlockList now = list;
    return !now.isEmpty() && now.blocks(caller, clock.instant());
  }

  /// Tells whether nobody is blocked, so that nothing need be asked one by one.
  public boolean none() {
    return list.isEmpty();
  }

  /// Notes that something was refused or ended for a block.
  public void enforced() {
    refused.increment();
  }

  /// How many requests and streams were refused or ended.
  public long refused() {
    return refused.sum();
  }

  /// How many blocks the list has.
  public int size() {
    return list.size();
  }

  /// Tells whether the file cannot be used and an older list holds.
  public boolean stale() {
    return stale;
  }

  @Override
  public void close() {
    Watch open = watch;
    if (open != null) {
      open.close();
    }
  }
}

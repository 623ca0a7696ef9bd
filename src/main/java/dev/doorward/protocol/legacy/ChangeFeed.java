package dev.doorward.protocol.legacy;

import dev.doorward.service.Change;
import java.util.LinkedHashSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries changes to one client without holding up whoever announces them. The same change waits
/// only once, so that a client that does not read costs no more memory however much happens.
final class ChangeFeed {
  private final Consumer<Change> client;
  private final LinkedHashSet<Change> waiting = new LinkedHashSet<>();
  private boolean carrying;

  /// @param client may block
  ChangeFeed(Consumer<Change> client) {
    this.client = client;
  }

  synchronized void add(Change change) {
    waiting.add(change);
    if (!carrying) {
      carrying = true;
      Thread.ofVirtual().name("changes").start(this::carry);
    }
  }

  private void carry() {
    for (Change change = next(); change != null; change = next()) {
      client.accept(change);
    }
  }

  private synchronized @Nullable Change next() {
    carrying = !waiting.isEmpty();
    return carrying ? waiting.removeFirst() : null;
  }
}

package dev.doorward.audit;

import dev.doorward.audit.AuditEvent.TurnedAway;
import dev.doorward.audit.AuditEvent.TurnedAwayCounted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which requests of strangers are written one by one in the running minute, and how many of each
/// sort are only counted. What it remembers is bounded by what is written.
final class TurnedAwayCounts {
  static final int WRITTEN_PER_ADDRESS = 10;
  static final int WRITTEN_IN_ALL = 200;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private record Sort(TurnedAway.Kind kind, String reason) {}

  private final Map<String, Integer> written = new HashMap<>();
  private final Map<Sort, Long> counted = new HashMap<>();
  private int writtenInAll;
  private Instant ends = Instant.MIN;
  private volatile long dueSecond = Long.MAX_VALUE;

  /// Tells whether this one is to be written; else it is counted.
  synchronized boolean written(TurnedAway event, Instant now) {
    if (!now.isBefore(ends)) {
      written.clear();
      writtenInAll = 0;
      ends = now.plus(WINDOW);
    }
    int before = written.getOrDefault(event.address(), 0);
    if (writtenInAll < WRITTEN_IN_ALL && before < WRITTEN_PER_ADDRESS) {
      written.put(event.address(), before + 1);
      writtenInAll++;
      return true;
    }
    counted.merge(new Sort(event.kind(), event.reason()), 1L, Long::sum);
    dueSecond = ends.getEpochSecond() + 1;
    return false;
  }

  /// Tells, without a lock, whether a minute with counts is over.
  boolean due(Instant now) {
    return now.getEpochSecond() >= dueSecond;
  }

  /// The counts so far, which begin anew.
  synchronized List<AuditEvent> take() {
    List<AuditEvent> taken = new ArrayList<>();
    counted.forEach(
        (sort, count) -> taken.add(new TurnedAwayCounted(sort.kind(), sort.reason(), count)));
    counted.clear();
    dueSecond = Long.MAX_VALUE;
    return taken;
  }
}

package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often something was said of each caller in the running minute, such as that it was refused.
/// Knows at most so many callers; the one not refused for longest makes room.
final class CallerCounts {
  static final int WRITTEN_PER_WINDOW = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_CALLERS = 10_000;

  private static final class Window {
    Instant ends = Instant.MIN;
    long count;
  }

  private final Map<CallerId, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallerId, Window> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  // Asked by every call: as long as there is nobody, without a lock.
  private volatile boolean anybody;

  /// Tells whether the caller's of this minute are only counted by now.
  boolean spent(CallerId caller, Instant now) {
    return anybody && isSpent(caller, now);
  }

  private synchronized boolean isSpent(CallerId caller, Instant now) {
    Window window = windows.get(caller);
    return window != null && now.isBefore(window.ends) && window.count >= WRITTEN_PER_WINDOW;
  }

  /// Notes one.
  ///
  /// @return how many of the window before were only counted, to be written now; mostly 0
  synchronized long noted(CallerId caller, Instant now) {
    anybody = true;
    Window window = windows.computeIfAbsent(caller, id -> new Window());
    long uncounted = 0;
    if (!now.isBefore(window.ends)) {
      uncounted = Math.max(0, window.count - WRITTEN_PER_WINDOW);
      window.count = 0;
      window.ends = now.plus(WINDOW);
    }
    window.count++;
    return uncounted;
  }
}

package dev.doorward.transport.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long one connection is waited for (slow-loris). Time is counted in ticks of the event loop,
/// so that a request costs no look at a clock; what is too slow is closed up to one tick late.
///
/// Only called on the connection's event loop.
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(5);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(20);

  /// What is being received.
  private enum Receiving {
    NOTHING,
    HEAD,
    BODY
  }

  private final Channel channel;
  private final UnreadAnswer unread;
  private final long tickMillis;
  private final long headTicks;
  private final long bodyTicks;
  private final long idleTicks;
  private @Nullable ScheduledFuture<?> timer;
  private Receiving receiving = Receiving.HEAD;
  private int unanswered;
  private long ticks;
  private boolean over;

  Patience(Channel channel, ConnectionSettings settings) {
    this.channel = channel;
    this.unread = new UnreadAnswer(channel);
    this.tickMillis = tickMillis(settings);
    this.headTicks = ticks(settings.headerWithin());
    this.bodyTicks = ticks(settings.bodyWithin());
    this.idleTicks = ticks(settings.idle());
  }

  /// How often a connection is looked at: often enough for its shortest limit.
  static long tickMillis(ConnectionSettings settings) {
    long least =
        Math.min(
            settings.headerWithin().toMillis(),
            Math.min(settings.bodyWithin().toMillis(), settings.idle().toMillis()));
    return Math.clamp(least / 4, SHORTEST_TICK.toMillis(), LONGEST_TICK.toMillis());
  }

  private long ticks(Duration limit) {
    return Math.max(1, Math.ceilDiv(limit.toMillis(), tickMillis));
  }

  void start() {
    timer =
        channel
            .eventLoop()
            .scheduleAtFixedRate(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /// How many requests have come and have no answer yet.
  int unanswered() {
    return unanswered;
  }

  /// Whether the connection was waited for too long.
  boolean isOver() {
    return over;
  }

  void bytesOfAHead() {
    if (receiving == Receiving.NOTHING) {
      become(Receiving.HEAD);
    }
  }

  void headRead() {
    unanswered++;
    become(Receiving.BODY);
  }

  void requestRead() {
    become(Receiving.NOTHING);
  }

  void answered() {
    unanswered--;
    ticks = 0;
  }

  private void become(Receiving next) {
    receiving = next;
    ticks = 0;
  }

  private void tick() {
    if (unread.look() > idleTicks) {
      close("unread_answer");
      return;
    }
    // While an answer is due, the connection waits for us and may not even be read.
    if (unanswered > (receiving == Receiving.BODY ? 1 : 0)) {
      ticks = 0;
      return;
    }
    ticks++;
    switch (receiving) {
      case HEAD -> closeAfter(headTicks, "slow_header");
      case BODY -> closeAfter(bodyTicks, "slow_body");
      case NOTHING -> closeAfter(idleTicks, "idle");
    }
  }

  private void closeAfter(long limit, String reason) {
    if (ticks > limit) {
      close(reason);
    }
  }

  private void close(String reason) {
    LOG.atDebug().addKeyValue("reason", reason).log("connection.closed");
    stop();
    over = true;
    var _ = channel.close();
  }
}

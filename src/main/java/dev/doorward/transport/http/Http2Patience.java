package dev.doorward.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long one HTTP/2 connection is waited for, as [Patience] is for HTTP/1.1. Its streams are
/// looked at once a tick; a head in parts opens no stream, so that it counts as rest.
///
/// Only called on the connection's event loop.
final class Http2Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Patience.class);

  private final ChannelHandlerContext context;
  private final Http2Connection connection;
  private final Http2Connection.PropertyKey firstSeen;
  private final UnreadAnswer unread;
  private final long tickMillis;
  private final long bodyTicks;
  private final long idleTicks;
  private long now;
  private long idleSince;
  private boolean slow;

  /// @param context that of the connection's handler
  Http2Patience(
      ChannelHandlerContext context, Http2Connection connection, ConnectionSettings settings) {
    this.context = context;
    this.connection = connection;
    this.firstSeen = connection.newKey();
    this.unread = new UnreadAnswer(context.channel());
    this.tickMillis = Patience.tickMillis(settings);
    this.bodyTicks = ticks(settings.bodyWithin());
    this.idleTicks = ticks(settings.idle());
  }

  private long ticks(Duration limit) {
    return Math.max(1, Math.ceilDiv(limit.toMillis(), tickMillis));
  }

  /// Begins to wait, until the connection ends.
  void start() {
    var timer =
        context
            .executor()
            .scheduleAtFixedRate(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    context.channel().closeFuture().addListener(_ -> timer.cancel(false));
  }

  private void tick() {
    now++;
    if (unread.look() > idleTicks) {
      close("unread_answer");
      return;
    }
    if (connection.numActiveStreams() == 0) {
      if (now - idleSince > idleTicks) {
        close("idle");
      }
      return;
    }
    idleSince = now;
    try {
      connection.forEachActiveStream(this::look);
    } catch (Http2Exception e) {
      throw new IllegalStateException("looking at a stream changes nothing", e);
    }
    if (slow) {
      close("slow_body");
    }
  }

  private boolean look(Http2Stream stream) {
    if (stream.state() == Http2Stream.State.OPEN) {
      Long began = stream.getProperty(firstSeen);
      if (began == null) {
        stream.setProperty(firstSeen, now);
      } else if (now - began > bodyTicks) {
        slow = true;
      }
    }
    return true;
  }

  private void close(String reason) {
    LOG.atDebug().addKeyValue("reason", reason).log("connection.closed");
    // From here on out: the handler itself would wait half a minute for open streams.
    var _ = context.close();
  }
}

package dev.doorward.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a connection whose client may still be sending what nobody wants to read (RFC 9112,
/// section 9.6): first our side only, then what comes is thrown away, for a moment and up to a
/// limit. Closed at once, the client's system would be told of the unread bytes with a reset and
/// could drop the answer before the client has read it.
///
/// It stands below TLS, so that nothing is decrypted any more. Only called on the connection's
/// event loop.
final class Farewell extends ChannelInboundHandlerAdapter {
  static final Duration LONGEST = Duration.ofSeconds(2);

  private static final long MOST_BYTES = 1024 * 1024;

  private final ChannelPromise closed;
  private long bytes;

  private Farewell(ChannelPromise closed) {
    this.closed = closed;
  }

  /// Begins, once per connection; it is closed in the end, whatever the client does.
  ///
  /// @param closed is told then
  static void begin(ChannelPipeline pipeline, ChannelPromise closed) {
    DuplexChannel channel = (DuplexChannel) pipeline.channel();
    SslHandler tls = pipeline.get(SslHandler.class);
    Farewell farewell = new Farewell(closed);
    pipeline.addFirst(farewell);
    ChannelHandlerContext context = pipeline.context(farewell);
    Future<?> end =
        channel
            .eventLoop()
            .schedule(() -> farewell.end(context), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(_ -> end.cancel(false));
    if (tls == null) {
      var _ = channel.shutdownOutput();
    } else {
      tls.closeOutbound()
          .addListener(
              _ -> {
                var _ = channel.shutdownOutput();
              });
    }
    context.read();
  }

  private void end(ChannelHandlerContext context) {
    var _ = context.close(closed);
  }

  /// Whether a connection can be closed this way.
  static boolean isPossible(ChannelPipeline pipeline) {
    return pipeline.channel() instanceof DuplexChannel channel
        && channel.isActive()
        && !channel.isOutputShutdown();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf buffer) {
      bytes += buffer.readableBytes();
    }
    ReferenceCountUtil.release(message);
    if (bytes > MOST_BYTES) {
      end(context);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closed.trySuccess();
    context.fireChannelInactive();
  }
}

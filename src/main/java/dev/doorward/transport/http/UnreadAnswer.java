package dev.doorward.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/// Whether the same bytes have been waiting to be taken by the client since the last looks.
final class UnreadAnswer {
  private final Channel channel;
  private @Nullable Object first;
  private long progress;
  private long looks;

  UnreadAnswer(Channel channel) {
    this.channel = channel;
  }

  /// Looks once more.
  ///
  /// @return for how many looks nothing has moved; 0 when nothing waits
  @SuppressWarnings("ReferenceEquality") // the same buffer, not one with the same bytes
  long look() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    Object firstNow = out == null ? null : out.current();
    long progressNow = firstNow == null ? 0 : out.currentProgress();
    looks = firstNow != null && firstNow == first && progressNow == progress ? looks + 1 : 0;
    first = firstNow;
    progress = progressNow;
    return looks;
  }
}

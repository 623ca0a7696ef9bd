package dev.doorward.protocol.legacy;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Reply;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers one HTTP POST: with a plain body, unless something had to be sent before; then the rest
/// is a stream.
final class PostOutlet implements Outlet {
  private final Reply reply;
  private final boolean acceptsStream;
  private final boolean knowsPolling;
  private final SessionStreams streams;
  private final Supplier<byte[]> lost;
  private @Nullable EventStream stream;
  private boolean over;

  /// @param streams where the stream is made when it is first needed
  /// @param lost makes what a client gets that comes back for an answer that was too large to keep
  PostOutlet(
      Reply reply,
      boolean acceptsStream,
      boolean knowsPolling,
      SessionStreams streams,
      Supplier<byte[]> lost) {
    this.reply = reply;
    this.acceptsStream = acceptsStream;
    this.knowsPolling = knowsPolling;
    this.streams = streams;
    this.lost = lost;
  }

  @Override
  public boolean canSend() {
    return acceptsStream;
  }

  @Override
  public synchronized void send(byte[] message) {
    if (acceptsStream && !over) {
      stream().send(message);
    }
  }

  @Override
  public synchronized void answer(Answer answer) {
    if (over) {
      return;
    }
    over = true;
    if (stream == null) {
      reply.answer(answer);
      return;
    }
    if (!stream.send(answer.body())) {
      stream.send(lost.get());
    }
    end(stream);
  }

  @Override
  public synchronized void abandon() {
    if (over) {
      return;
    }
    over = true;
    if (stream != null) {
      end(stream);
    } else if (acceptsStream) {
      reply.open();
      reply.end();
    } else {
      reply.answer(Answer.empty(Answer.Kind.NO_CONTENT));
    }
  }

  @Override
  public synchronized void detach() {
    if (acceptsStream && knowsPolling && !over) {
      stream().detach();
    }
  }

  private void end(EventStream ending) {
    ending.finish();
    streams.ended(ending);
  }

  private EventStream stream() {
    if (stream == null) {
      stream = streams.open();
      stream.attachAtEnd(reply);
    }
    return stream;
  }
}

package dev.doorward.transport.stdio;

import dev.doorward.protocol.MessageSink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Writes one frame at a time: the message and its line break in a single write, so that no two
/// ever mix.
///
/// A client that does not read holds up whoever writes, and so the whole conversation, instead of
/// filling memory.
final class FrameWriter implements MessageSink {
  private final OutputStream out;
  private final Runnable whenBroken;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  /// @param whenBroken runs once when nobody can read any more
  FrameWriter(OutputStream out, Runnable whenBroken) {
    this.out = out;
    this.whenBroken = whenBroken;
  }

  @Override
  public void accept(byte[] message) {
    byte[] frame = new byte[message.length + 1];
    System.arraycopy(message, 0, frame, 0, message.length);
    frame[message.length] = '\n';
    lock.lock();
    try {
      if (closed) {
        return;
      }
      out.write(frame);
      out.flush();
    } catch (IOException _) {
      // The client is gone. That is an ordinary end, not worth a word.
      closed = true;
      whenBroken.run();
    } finally {
      lock.unlock();
    }
  }

  /// Lets a frame that is being written get out whole, and no other after it. A client that does
  /// not read is not waited for longer than `patience`.
  void close(Duration patience) {
    try {
      if (lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          closed = true;
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

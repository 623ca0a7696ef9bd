package dev.doorward.protocol.modern;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.Reply;
import dev.doorward.service.Cancellation;

/// One modern request and the way back to its client: any number of notifications, then at most one
/// answer. Thread-safe; nothing goes out after the answer, or after the client gave the request up.
sealed interface Exchange {
  /// Sends a notification that belongs to the request.
  void send(byte[] notification);

  /// Sends the answer and ends the exchange.
  void finish(Answer answer);

  /// Ends the exchange without an answer.
  void abandon();

  /// Says that it will stay open for as long as the client likes, so that nobody waits for its end.
  void stayOpen();

  /// Starts to watch whether the client still waits, for work that takes its time.
  void watchClient();

  /// Runs work that takes its time on a thread of its own, and watches the client meanwhile.
  void start(Runnable work);

  /// Whether the client gave the request up.
  Cancellation cancellation();

  /// An HTTP request: plain JSON, unless a notification went first.
  final class OverHttp implements Exchange {
    private final Reply reply;
    private final Cancellation cancellation = new Cancellation();
    private boolean over;

    OverHttp(Reply reply) {
      this.reply = reply;
    }

    @Override
    public synchronized void send(byte[] notification) {
      if (!over) {
        reply.event(null, -1, notification);
      }
    }

    @Override
    public synchronized void finish(Answer answer) {
      if (over) {
        return;
      }
      over = true;
      if (reply.streaming()) {
        reply.event(null, -1, answer.body());
        reply.end();
      } else {
        reply.answer(answer);
      }
    }

    @Override
    public synchronized void abandon() {
      over = true;
      reply.end();
    }

    @Override
    public void stayOpen() {
      // The door keeps no account of the requests it waits for.
    }

    @Override
    public void watchClient() {
      reply.whenGone(cancellation::cancel);
    }

    @Override
    public void start(Runnable work) {
      watchClient();
      Thread.ofVirtual().name("modern").start(work);
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }

  /// A line of a stdio conversation.
  final class OverLines implements Exchange {
    private final MessageSink out;
    private final Places places;
    private final Runnable whenOver;
    private final Cancellation cancellation = new Cancellation();
    private volatile boolean staysOpen;
    private boolean over;

    /// @param whenOver runs once, when nothing more will go out
    OverLines(MessageSink out, Places places, Runnable whenOver) {
      this.out = out;
      this.places = places;
      this.whenOver = whenOver;
    }

    @Override
    public synchronized void send(byte[] notification) {
      if (!over && !cancellation.given()) {
        out.accept(notification);
      }
    }

    @Override
    public void finish(Answer answer) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
        // A cancelled request gets no answer, even when it was done before the news came.
        if (!cancellation.given()) {
          out.accept(answer.body());
        }
      }
      whenOver.run();
    }

    @Override
    public void abandon() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      whenOver.run();
    }

    @Override
    public void stayOpen() {
      staysOpen = true;
    }

    boolean staysOpen() {
      return staysOpen;
    }

    @Override
    public void watchClient() {
      // The conversation hears notifications/cancelled and gives the word itself.
    }

    @Override
    public void start(Runnable work) {
      places.enter();
      Thread.ofVirtual()
          .name("modern")
          .start(
              () -> {
                try {
                  work.run();
                } finally {
                  places.leave();
                }
              });
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }
}

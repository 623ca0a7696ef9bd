package dev.doorward.transport.stdio;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// The door for one local client. It opens with [#serve] and closes when the input ends, when
/// nobody reads the output any more, or when the process is told to end.
public final class StdioDoor {
  private static final String ISSUER = "local";
  private static final int LONGEST_NAME = 64;
  private static final Duration LAST_FRAME = Duration.ofMillis(200);

  private final StandardStreams streams;
  private final StdioSettings settings;
  private final CountDownLatch over = new CountDownLatch(1);

  /// @param streams taken at the very start of the process
  /// @param settings what the client may do
  public StdioDoor(StandardStreams streams, StdioSettings settings) {
    this.streams = streams;
    this.settings = settings;
  }

  /// Serves the client until the conversation is over. When this returns there is nothing more to
  /// do than to exit.
  public void serve(Engine engine) throws InterruptedException {
    FrameWriter frames = new FrameWriter(streams.out(), over::countDown);
    LineConversation conversation =
        engine.converse(localCaller(settings.roles(), userName()), frames);
    CountDownLatch closed = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().name("stdio-end").unstarted(() -> endAndWait(closed));
    Runtime.getRuntime().addShutdownHook(hook);
    // A read of standard input cannot be interrupted, so it has a thread that the end need not wait
    // for.
    Thread.ofPlatform().daemon().name("stdio").start(() -> read(conversation));
    try {
      over.await();
      close(engine, conversation, frames);
    } finally {
      closed.countDown();
      forget(hook);
    }
  }

  private void close(Engine engine, LineConversation conversation, FrameWriter frames)
      throws InterruptedException {
    Runnable closing =
        () -> {
          engine.drain();
          conversation.close(settings.grace());
          frames.close(LAST_FRAME);
        };
    // A client that no longer reads blocks whoever writes to it, the last words included.
    Thread.ofPlatform()
        .daemon()
        .name("stdio-close")
        .start(closing)
        .join(settings.grace().plus(LAST_FRAME));
  }

  private void read(LineConversation conversation) {
    LineReader lines = new LineReader(streams.in(), settings.lineBytes());
    try {
      while (true) {
        switch (lines.read()) {
          case LineReader.Line.Whole(byte[] bytes) -> conversation.line(bytes);
          case LineReader.Line.Overlong _ -> conversation.overlongLine();
          case LineReader.Line.End _ -> {
            return;
          }
        }
      }
    } catch (IOException _) {
      // An input that cannot be read has ended.
    } finally {
      over.countDown();
    }
  }

  /// Runs when the process is told to end: the JVM stops as soon as this returns.
  private void endAndWait(CountDownLatch closed) {
    over.countDown();
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending already, and the hook with it.
    }
  }

  /// The caller on the other side: whoever started the process. It has no token that could narrow
  /// what its roles allow.
  static Caller localCaller(Set<Role> roles, String userName) {
    String subject = userName.isBlank() || userName.length() > LONGEST_NAME ? "stdio" : userName;
    return new Caller(new CallerId(ISSUER, subject), roles, Scope.ALL, "stdio", Door.STDIO);
  }

  private static String userName() {
    return System.getProperty("user.name", "");
  }
}

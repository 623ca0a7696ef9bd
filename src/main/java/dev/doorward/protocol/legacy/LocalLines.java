package dev.doorward.protocol.legacy;

import dev.doorward.caller.Caller;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.wire.Message;
import dev.doorward.service.Change;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The legacy side of the conversation with the client of this process. It begins with
/// `initialize`; the session is the process.
final class LocalLines implements LegacyLines {
  private final Caller caller;
  private final MessageSink out;
  private final Outlet outlet;
  private final Handshake handshake;
  private final SessionCalls calls;
  private final LegacySettings settings;
  private final InstantSource clock;
  private final Consumer<LocalLines> whenClosed;
  private final Places places;
  private volatile @Nullable Session session;

  LocalLines(
      Caller caller,
      MessageSink out,
      Places places,
      Handshake handshake,
      SessionCalls calls,
      LegacySettings settings,
      InstantSource clock,
      Consumer<LocalLines> whenClosed) {
    this.caller = caller;
    this.out = out;
    this.places = places;
    this.outlet = new LineOutlet(out);
    this.handshake = handshake;
    this.calls = calls;
    this.settings = settings;
    this.clock = clock;
    this.whenClosed = whenClosed;
  }

  @Override
  public void message(Message message) {
    Session open = session;
    switch (message) {
      case Message.Request request when request.method().equals("initialize") ->
          begin(open, request);
      case Message.Request request when open == null -> beforeInitialize(request);
      case Message.Request request ->
          calls.take(open, caller, request, Optional.empty(), outlet, places);
      case Message.Notification notification -> {
        if (open != null) {
          open.notified(notification);
        }
      }
      case Message.Response response -> {
        if (open != null) {
          open.questions().answered(response);
        }
      }
      case Message.Malformed malformed ->
          outlet.answer(LegacyErrors.badRequest(malformed.id(), malformed.text()));
    }
  }

  @Override
  public void close(Duration grace) {
    whenClosed.accept(this);
    Session open = session;
    if (open == null) {
      return;
    }
    try {
      open.questions().close();
      open.calls().awaitNone(grace);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.close();
    }
  }

  Caller caller() {
    return caller;
  }

  void announce(Change change) {
    Session open = session;
    if (open != null) {
      open.announce(change);
    }
  }

  private void begin(@Nullable Session open, Message.Request request) {
    if (open != null) {
      outlet.answer(
          LegacyErrors.badRequest(
              Optional.of(request.id()), "This conversation is initialized already."));
      return;
    }
    switch (handshake.shake(caller, request, Optional.empty())) {
      case Handshake.Agreed.No(Answer answer) -> outlet.answer(answer);
      case Handshake.Agreed.Yes(ClientProfile client, byte[] body) -> {
        session = new Session("", caller.id(), client, settings, out::accept, clock.instant());
        out.accept(body);
      }
    }
  }

  private void beforeInitialize(Message.Request request) {
    outlet.answer(
        request.method().equals("ping")
            ? handshake.ping(caller, request)
            : LegacyErrors.badRequest(Optional.of(request.id()), "Send initialize first."));
  }
}

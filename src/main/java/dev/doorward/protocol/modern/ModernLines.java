package dev.doorward.protocol.modern;

import dev.doorward.caller.Caller;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.WireError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The modern side of a stdio conversation: it only knows which requests are not answered yet, so
/// that they can be cancelled.
public final class ModernLines {
  /// Far more than a client has reasons for; the gateway bounds calls at once more tightly.
  private static final int MOST_IN_FLIGHT = 1_000;

  private final ModernEra era;
  private final Caller caller;
  private final MessageSink out;
  private final Places places;
  private final Map<RequestId, Exchange.OverLines> inFlight = new HashMap<>();

  ModernLines(ModernEra era, Caller caller, MessageSink out, Places places) {
    this.era = era;
    this.caller = caller;
    this.out = out;
    this.places = places;
  }

  /// Takes a request.
  public void request(Message.Request request) {
    Exchange.OverLines exchange = new Exchange.OverLines(out, places, () -> forget(request.id()));
    synchronized (inFlight) {
      if (inFlight.size() >= MOST_IN_FLIGHT || inFlight.containsKey(request.id())) {
        String text =
            inFlight.containsKey(request.id())
                ? "A request with this id is not answered yet."
                : "Too many requests are not answered yet.";
        WireError error = WireError.of(ErrorKind.INVALID_REQUEST, Era.MODERN, text);
        out.accept(error.answer(Optional.of(request.id())).body());
        return;
      }
      inFlight.put(request.id(), exchange);
    }
    era.serve(caller, request, Optional.empty(), exchange);
  }

  /// Takes the news that the client no longer waits for a request.
  ///
  /// @return false when no request with this id is waiting here
  public boolean cancel(RequestId id) {
    Exchange exchange;
    synchronized (inFlight) {
      exchange = inFlight.get(id);
    }
    if (exchange == null) {
      return false;
    }
    exchange.cancellation().cancel();
    return true;
  }

  /// Ends it: subscriptions at once, running calls when they are done or after `grace`.
  public void close(Duration grace) {
    waiting(Exchange.OverLines::staysOpen).forEach(exchange -> exchange.cancellation().cancel());
    long end = System.nanoTime() + grace.toNanos();
    synchronized (inFlight) {
      while (!inFlight.isEmpty()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        try {
          inFlight.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    waiting(_ -> true).forEach(exchange -> exchange.cancellation().cancel());
  }

  private List<Exchange.OverLines> waiting(Predicate<Exchange.OverLines> which) {
    synchronized (inFlight) {
      return inFlight.values().stream().filter(which).toList();
    }
  }

  private void forget(RequestId id) {
    synchronized (inFlight) {
      inFlight.remove(id);
      inFlight.notifyAll();
    }
  }
}

package dev.doorward.protocol.modern;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.Result;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.JsonOut;
import dev.doorward.protocol.wire.Notifications;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.protocol.wire.WireError;
import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The open `subscriptions/listen` streams (specification 2026-07-28:
/// basic/patterns/subscriptions).
final class Subscriptions {
  private static final int MOST_PER_CALLER = 64;
  private static final int MOST = 10_000;

  private final Gateway gateway;
  private final Changes changes;
  private final ModernResults results;
  private final Set<Subscription> open = new HashSet<>();
  private final Map<CallerId, Integer> perCaller = new HashMap<>();
  private boolean draining;

  /// @param gateway asked about every change: what a caller may do can change while it listens
  Subscriptions(Gateway gateway, Changes changes, ModernResults results) {
    this.gateway = gateway;
    this.changes = changes;
    this.results = results;
  }

  /// Opens a stream: acknowledges first, then sends what changes until the client goes or the
  /// server drains.
  void open(Caller caller, RequestId id, Result.Watching granted, Exchange exchange) {
    Subscription subscription = new Subscription(caller, id, granted, exchange);
    WireError refused = admit(subscription);
    if (refused != null) {
      exchange.finish(refused.answer(Optional.of(id)));
      return;
    }
    exchange.stayOpen();
    subscription.start();
    exchange.watchClient();
    exchange.cancellation().whenGiven(subscription::leave);
  }

  /// Ends every stream with its final result and opens no more.
  void drain() {
    List<Subscription> ending;
    synchronized (open) {
      draining = true;
      ending = List.copyOf(open);
    }
    ending.forEach(Subscription::end);
  }

  private @Nullable WireError admit(Subscription subscription) {
    synchronized (open) {
      if (draining) {
        return WireError.of(
            ErrorKind.DRAINING, Era.MODERN, "The server is shutting down. Connect again.");
      }
      int held = perCaller.getOrDefault(subscription.caller.id(), 0);
      if (held >= MOST_PER_CALLER || open.size() >= MOST) {
        return WireError.of(
            ErrorKind.TOO_MANY_CALLS,
            Era.MODERN,
            "Too many subscriptions are open. End one and try again.");
      }
      perCaller.put(subscription.caller.id(), held + 1);
      open.add(subscription);
      return null;
    }
  }

  private boolean forget(Subscription subscription) {
    synchronized (open) {
      if (!open.remove(subscription)) {
        return false;
      }
      perCaller.computeIfPresent(
          subscription.caller.id(), (id, held) -> held <= 1 ? null : held - 1);
      return true;
    }
  }

  /// One stream. Its lock keeps the acknowledgment first.
  private final class Subscription {
    private final Caller caller;
    private final RequestId id;
    private final Result.Watching granted;
    private final Exchange exchange;
    private Runnable stopListening = () -> {};
    private boolean over;

    Subscription(Caller caller, RequestId id, Result.Watching granted, Exchange exchange) {
      this.caller = caller;
      this.id = id;
      this.granted = granted;
      this.exchange = exchange;
    }

    synchronized void start() {
      if (over) {
        return;
      }
      stopListening = changes.listen(this::changed);
      exchange.send(
          RpcMessages.notification(
              "notifications/subscriptions/acknowledged",
              out -> {
                Notifications.subscribed(out, id);
                out.objectField("notifications", this::honoured);
              }));
    }

    private void honoured(JsonOut out) {
      out.flag("toolsListChanged", granted.tools() ? true : null);
      out.flag("promptsListChanged", granted.prompts() ? true : null);
      out.flag("resourcesListChanged", granted.resources() ? true : null);
      out.texts("resourceSubscriptions", granted.uris().isEmpty() ? null : granted.uris());
    }

    private void changed(Change change) {
      if (!gateway.subscribes(caller)) {
        end();
      } else if (gateway.hears(caller, change)) {
        tell(change);
      }
    }

    private synchronized void tell(Change change) {
      if (!over && wanted(change)) {
        exchange.send(Notifications.change(change, Optional.of(id)));
      }
    }

    private boolean wanted(Change change) {
      return switch (change) {
        case Change.Tools _ -> granted.tools();
        case Change.Prompts _ -> granted.prompts();
        case Change.Resources _ -> granted.resources();
        case Change.Updated(String uri) -> granted.uris().contains(uri);
      };
    }

    /// The client has gone or said so: nothing more is sent.
    void leave() {
      if (stop()) {
        exchange.abandon();
      }
    }

    /// The server ends it.
    void end() {
      if (stop()) {
        exchange.finish(Answer.ok(results.subscriptionEnded(id)));
      }
    }

    private boolean stop() {
      synchronized (this) {
        over = true;
        stopListening.run();
      }
      return forget(this);
    }
  }
}

package dev.doorward.protocol;

import dev.doorward.protocol.legacy.LegacyLines;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.ModernLines;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Refusals;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.service.Incidents;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The one conversation of a stdio process: every line finds its era by itself, and none of them
/// ends it.
final class Conversation implements LineConversation {
  private static final int INVALID_REQUEST = -32600;

  private final MessageReader reader;
  private final ModernLines modern;
  private final LegacyLines legacy;
  private final MessageSink out;

  Conversation(MessageReader reader, ModernLines modern, LegacyLines legacy, MessageSink out) {
    this.reader = reader;
    this.modern = modern;
    this.legacy = legacy;
    this.out = out;
  }

  @Override
  public void line(byte[] line) {
    Message message = reader.read(line);
    try {
      take(message);
    } catch (RuntimeException | StackOverflowError e) {
      String incident = Incidents.report(e);
      if (message instanceof Message.Request request) {
        out.accept(
            RpcMessages.error(Optional.of(request.id()), Refusals.fault(incident, Era.LEGACY)));
      }
    }
  }

  @Override
  public void overlongLine() {
    out.accept(
        McpEngine.error(
            new Message.Malformed(
                Optional.empty(), INVALID_REQUEST, "The line is too long and was skipped.")));
  }

  @Override
  public void close(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    modern.close(grace);
    long left = end - System.nanoTime();
    legacy.close(left > 0 ? Duration.ofNanos(left) : Duration.ZERO);
  }

  private void take(Message message) {
    switch (message) {
      case Message.Malformed malformed -> out.accept(McpEngine.error(malformed));
      case Message.Request request when ModernEra.isNamedIn(request.params()) ->
          modern.request(request);
      case Message.Notification notification when isCancelledHere(notification) -> {}
      case Message.Request _, Message.Notification _, Message.Response _ -> legacy.message(message);
    }
  }

  /// A cancellation does not say its era: it belongs to the one that runs the request.
  private boolean isCancelledHere(Message.Notification notification) {
    if (!notification.method().equals("notifications/cancelled")) {
      return ModernEra.isNamedIn(notification.params());
    }
    return id(notification.params()).map(modern::cancel).orElse(false);
  }

  private static Optional<RequestId> id(ObjectNode params) {
    JsonNode id = params.path("requestId");
    if (id.isString()) {
      return Optional.of(new RequestId.Text(id.stringValue()));
    }
    return id.isIntegralNumber() && id.canConvertToLong()
        ? Optional.of(new RequestId.Number(id.longValue()))
        : Optional.empty();
  }
}

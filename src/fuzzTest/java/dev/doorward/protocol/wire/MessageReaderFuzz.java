package dev.doorward.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/// Whatever arrives: it is a message or malformed, and what was read can be written and read again.
class MessageReaderFuzz {
  private final MessageReader reader = new MessageReader(1 << 20);

  @FuzzTest(maxDuration = "2m")
  void readsOrRefusesAndWritesBackWhatItRead(byte[] bytes) {
    check(reader.read(bytes));
  }

  @FuzzTest(maxDuration = "2m")
  void readsParamsOfAnyShape(FuzzedDataProvider fuzz) {
    String id = fuzz.consumeBoolean() ? fuzz.consumeString(20) : "1";
    String params = fuzz.consumeRemainingAsString();
    String text =
        "{\"jsonrpc\":\"2.0\",\"params\":" + params + ",\"method\":\"m\",\"id\":" + id + "}";
    check(reader.read(text.getBytes(UTF_8)));
  }

  private void check(Message message) {
    switch (message) {
      case Message.Request request -> {
        byte[] again =
            RpcMessages.request(
                request.id(), request.method(), out -> request.params().forEachEntry(out::node));
        require(request.equals(reader.read(again)), again);
      }
      case Message.Notification notification -> {
        byte[] again =
            RpcMessages.notification(
                notification.method(), out -> notification.params().forEachEntry(out::node));
        require(notification.equals(reader.read(again)), again);
      }
      case Message.Response response ->
          require(response.result().isPresent() != response.error().isPresent(), new byte[0]);
      case Message.Malformed malformed -> {
        require(malformed.code() == -32700 || malformed.code() == -32600, new byte[0]);
        byte[] answer =
            RpcMessages.error(
                malformed.id(),
                WireError.of(ErrorKind.INVALID_REQUEST, Era.MODERN, malformed.text()));
        require(MessageReader.readObject(answer).isPresent(), answer);
        require(malformed.id().equals(idOf(answer)), answer);
      }
    }
  }

  private static Optional<RequestId> idOf(byte[] answer) {
    return MessageReader.readObject(answer)
        .map(json -> json.get("id"))
        .map(
            id ->
                id.isString()
                    ? new RequestId.Text(id.stringValue())
                    : new RequestId.Number(id.longValue()));
  }

  private static void require(boolean holds, byte[] written) {
    if (!holds) {
      throw new AssertionError("not the same: " + new String(written, UTF_8));
    }
  }
}

package dev.doorward.protocol.modern;

import dev.doorward.caller.CallerId;
import dev.doorward.gateway.Request;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// What a sealed state belongs to: one caller, one method, one target, one set of arguments. State
/// that comes with anything else does not open.
final class Binding {
  private final MessageDigest digest;

  private Binding() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The 32 bytes that stand for all of it.
  static byte[] of(CallerId caller, Request request) {
    Binding binding = new Binding();
    binding.text(caller.issuer());
    binding.text(caller.subject());
    binding.text(request.operation());
    binding.text(request.target());
    switch (request) {
      case Request.CallTool call -> binding.value(call.arguments());
      case Request.GetPrompt prompt ->
          new TreeMap<>(prompt.arguments())
              .forEach(
                  (name, value) -> {
                    binding.text(name);
                    binding.text(value);
                  });
      default -> {}
    }
    return binding.digest.digest();
  }

  /// Every text carries its length, so that no two different sequences give the same bytes.
  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mark('s', bytes.length);
    digest.update(bytes);
  }

  private void mark(char kind, int length) {
    digest.update((byte) kind);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  /// The order of keys and the spelling of numbers do not matter: clients rewrite both.
  private void value(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        Map<String, JsonNode> sorted = new TreeMap<>();
        value.forEachEntry(sorted::put);
        mark('o', sorted.size());
        sorted.forEach(
            (name, field) -> {
              text(name);
              value(field);
            });
      }
      case ARRAY -> {
        mark('a', value.size());
        value.forEach(this::value);
      }
      case STRING -> text(value.stringValue());
      case NUMBER -> {
        mark('n', 0);
        BigDecimal number = value.decimalValue();
        text(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
      }
      case BOOLEAN -> mark(value.booleanValue() ? 't' : 'f', 0);
      case NULL, MISSING, BINARY, POJO -> mark('z', 0);
    }
  }
}

package dev.doorward.transport.http.auth;

import java.nio.charset.StandardCharsets;

/// A secret an operator configured. It prints as dots, so that no message, log line or record that
/// holds it shows it.
///
/// @param value the text as it was written
public record Secret(String value) {
  byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "…";
  }
}

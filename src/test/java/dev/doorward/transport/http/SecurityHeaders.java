package dev.doorward.transport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The headers that every answer of every listener carries, one by one.
final class SecurityHeaders {
  static final List<String> ALWAYS =
      List.of(
          "content-security-policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none';"
              + " form-action 'none'",
          "x-content-type-options: nosniff",
          "referrer-policy: no-referrer",
          "cross-origin-resource-policy: same-origin",
          "x-frame-options: deny");

  private SecurityHeaders() {}

  /// Those that an answer lacks or has twice.
  static List<String> missingIn(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> lines =
        List.of(
            (end < 0 ? answer : answer.substring(0, end))
                .toLowerCase(Locale.ROOT)
                .split("\r\n", -1));
    List<String> missing = new ArrayList<>();
    for (String header : ALWAYS) {
      if (lines.stream().filter(header::equals).count() != 1) {
        missing.add(header);
      }
    }
    if (lines.stream().filter(line -> line.startsWith("cache-control: ")).count() != 1) {
      missing.add("cache-control");
    }
    return missing;
  }
}

package dev.doorward.transport.http;

import java.util.Map;

/// What the audit lines of the cases of [CarrierTest] give as the reason.
final class CarrierReasons {
  private static final Map<Integer, String> USUAL =
      Map.of(
          400, "bad_request",
          401, "no_credential",
          404, "not_found",
          405, "method_not_allowed",
          413, "body_too_large",
          414, "target_too_long",
          415, "unsupported_media_type",
          431, "headers_too_large");

  private static final String AMBIGUOUS = "ambiguous_credentials";
  private static final String TARGET = "target_not_allowed";
  private static final String SCHEME = "scheme";
  private static final String MALFORMED = "malformed";

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("the same credential twice", AMBIGUOUS),
          Map.entry("two credentials, the good one first", AMBIGUOUS),
          Map.entry("two credentials, the good one last", AMBIGUOUS),
          Map.entry("token in the query alone", AMBIGUOUS),
          Map.entry("token in query and header", AMBIGUOUS),
          Map.entry("token in the query in capitals", AMBIGUOUS),
          Map.entry("token behind another parameter", AMBIGUOUS),
          Map.entry("absolute target of another host", TARGET),
          Map.entry("absolute target with a user", TARGET),
          Map.entry("absolute target with a suffix", TARGET),
          Map.entry("absolute target of another scheme", TARGET),
          Map.entry("Basic with the token", SCHEME),
          Map.entry("DPoP with the token", SCHEME),
          Map.entry("no scheme", SCHEME),
          Map.entry("scheme glued to the token", SCHEME),
          Map.entry("scheme and tab", SCHEME),
          Map.entry("empty credential", SCHEME),
          Map.entry("scheme without a token", SCHEME),
          Map.entry("two credentials in one header", MALFORMED),
          Map.entry("token in quotes", MALFORMED),
          Map.entry("token with a parameter", MALFORMED),
          Map.entry("token with an inner blank", MALFORMED),
          Map.entry("token over 8 KiB", "too_long"));

  private CarrierReasons() {}

  static String of(String name, int status) {
    return NAMED.getOrDefault(name, USUAL.getOrDefault(status, ""));
  }
}

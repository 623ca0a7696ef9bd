package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSHeader;
import java.text.ParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Judges a token by its form alone, before any key is looked up: length, alphabet, canonical
/// encoding, header.
final class TokenForm {
  static final int LONGEST_TOKEN = 8 * 1024;
  private static final Pattern THREE_PARTS =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private TokenForm() {}

  /// Says why a token cannot be one of this issuer's; empty when its form is right.
  static Optional<String> problem(String token, TrustedIssuer issuer) {
    if (token.length() > LONGEST_TOKEN) {
      return Optional.of("too_long");
    }
    if (!THREE_PARTS.matcher(token).matches() || !canonical(token)) {
      return Optional.of("malformed");
    }
    try {
      JWSHeader header =
          JWSHeader.parse(
              com.nimbusds.jose.util.Base64URL.from(token.substring(0, token.indexOf('.'))));
      return headerProblem(header, issuer);
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.of("malformed");
    }
  }

  private static Optional<String> headerProblem(JWSHeader header, TrustedIssuer issuer) {
    if (!issuer.algorithms().contains(header.getAlgorithm())) {
      return Optional.of("algorithm");
    }
    // An ID token or a proof of possession is signed by the same keys; only the type tells them
    // from an access token.
    String type =
        header.getType() == null ? "" : header.getType().getType().toLowerCase(Locale.ROOT);
    String shortType =
        type.startsWith("application/") ? type.substring("application/".length()) : type;
    if (!issuer.types().contains(shortType)) {
      return Optional.of("type");
    }
    if (header.getIncludedParams().contains("crit")) {
      return Optional.of("critical_header");
    }
    return embedsKey(header) ? Optional.of("embedded_key") : Optional.empty();
  }

  private static boolean embedsKey(JWSHeader header) {
    Set<String> given = header.getIncludedParams();
    return given.contains("jwk")
        || given.contains("jku")
        || given.contains("x5u")
        || given.contains("x5c");
  }

  /// Two spellings of one token would be two tokens to caches and block lists.
  private static boolean canonical(String token) {
    for (String part : token.split("\\.", -1)) {
      byte[] decoded;
      try {
        decoded = Base64.getUrlDecoder().decode(part);
      } catch (IllegalArgumentException e) {
        return false;
      }
      if (!Base64.getUrlEncoder().withoutPadding().encodeToString(decoded).equals(part)) {
        return false;
      }
    }
    return true;
  }
}

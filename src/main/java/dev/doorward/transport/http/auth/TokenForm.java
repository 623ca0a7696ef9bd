package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
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
      Base64URL encoded = Base64URL.from(token.substring(0, token.indexOf('.')));
      // The parsed header forgets an empty "crit"; what was written is judged, not what was kept.
      Set<String> written = JSONObjectUtils.parse(encoded.decodeToString()).keySet();
      return headerProblem(JWSHeader.parse(encoded), written, issuer);
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.of("malformed");
    }
  }

  private static Optional<String> headerProblem(
      JWSHeader header, Set<String> written, TrustedIssuer issuer) {
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
    if (written.contains("crit")) {
      return Optional.of("critical_header");
    }
    return embedsKey(written) ? Optional.of("embedded_key") : Optional.empty();
  }

  private static boolean embedsKey(Set<String> written) {
    return written.contains("jwk")
        || written.contains("jku")
        || written.contains("x5u")
        || written.contains("x5c");
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

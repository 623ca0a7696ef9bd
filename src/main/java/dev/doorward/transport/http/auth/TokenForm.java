package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges a token by its form alone, before any key is looked up: length, alphabet, canonical
/// encoding, header.
final class TokenForm {
  static final int LONGEST_TOKEN = 8 * 1024;

  /// How long a key id may be; it names a key and nothing else.
  private static final int LONGEST_KEY_ID = 256;

  private static final Pattern THREE_PARTS =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  // Keys come from the issuer's set and nowhere else.
  private static final List<String> KEY_HEADERS = List.of("jwk", "jku", "x5u", "x5c");

  // Members of encrypted, nested or unencoded tokens; an access token is none of these.
  private static final List<String> FOREIGN_HEADERS = List.of("enc", "zip", "b64", "cty", "epk");

  private TokenForm() {}

  /// Says why a text cannot be a signed access token of any issuer; empty when its form is right.
  static Optional<String> problem(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return Optional.of("too_long");
    }
    if (!THREE_PARTS.matcher(token).matches() || !canonical(token)) {
      return Optional.of("malformed");
    }
    try {
      Base64URL encoded = Base64URL.from(token.substring(0, token.indexOf('.')));
      @Nullable Map<String, Object> written = JSONObjectUtils.parse(encoded.decodeToString());
      if (written == null) {
        return Optional.of("malformed");
      }
      // The parsed header forgets an empty "crit"; what was written is judged, not what was kept.
      return writtenProblem(JWSHeader.parse(written, encoded), written.keySet());
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.of("malformed");
    }
  }

  private static Optional<String> writtenProblem(JWSHeader header, Set<String> written) {
    if (written.contains("crit")) {
      return Optional.of("critical_header");
    }
    if (KEY_HEADERS.stream().anyMatch(written::contains)) {
      return Optional.of("embedded_key");
    }
    if (FOREIGN_HEADERS.stream().anyMatch(written::contains)) {
      return Optional.of("foreign_header");
    }
    return header.getKeyID() != null && header.getKeyID().length() > LONGEST_KEY_ID
        ? Optional.of("key_id")
        : Optional.empty();
  }

  /// Says why a token with this header cannot be an access token of this issuer.
  static Optional<String> headerProblem(JWSHeader header, TrustedIssuer issuer) {
    if (!issuer.algorithms().contains(header.getAlgorithm())) {
      return Optional.of("algorithm");
    }
    // An ID token or a proof of possession is signed by the same keys; only the type tells them
    // from an access token.
    return issuer.types().contains(type(header)) ? Optional.empty() : Optional.of("type");
  }

  /// The `typ` in lower case and without `application/` (RFC 7515, section 4.1.9).
  static String type(JWSHeader header) {
    if (header.getType() == null) {
      return IssuerProfile.NO_TYPE;
    }
    String type = header.getType().getType().toLowerCase(Locale.ROOT);
    String shortType =
        type.startsWith("application/") ? type.substring("application/".length()) : type;
    // Whoever writes our word for nothing has written something.
    return shortType.equals(IssuerProfile.NO_TYPE) ? "" : shortType;
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

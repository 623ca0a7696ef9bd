package dev.doorward.transport.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Whose a token is by its look alone. It decides who may see it: a token is never shown to anybody
/// but the one who made it.
enum TokenOrigin {
  /// Google's.
  GOOGLE,
  /// That of a user at an application of GitHub's.
  GITHUB,
  /// Recognisably somebody's whom we do not ask: personal access tokens, other API keys.
  OTHERS,
  /// A JWT, signed or encrypted, says itself whose it is.
  JWT,
  /// Nothing to be seen.
  OPAQUE;

  private static final List<String> GITHUB_USERS = List.of("gho_", "ghu_");
  private static final List<String> OF_OTHERS =
      List.of("ghp_", "ghs_", "ghr_", "github_pat_", "dwk_");
  private static final Pattern JOSE_PARTS =
      Pattern.compile("[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*){2}(?:(?:\\.[A-Za-z0-9_-]*){2})?");

  // Enough of a header to see the brace behind white space.
  private static final int HEAD = 64;

  static TokenOrigin of(String token) {
    // Google's tokens of service accounts have three parts as well, hence the order.
    if (token.startsWith("ya29.")) {
      return GOOGLE;
    }
    if (GITHUB_USERS.stream().anyMatch(token::startsWith)) {
      return GITHUB;
    }
    if (OF_OTHERS.stream().anyMatch(token::startsWith)) {
      return OTHERS;
    }
    return JOSE_PARTS.matcher(token).matches() || beginsLikeAJoseHeader(token) ? JWT : OPAQUE;
  }

  private static boolean beginsLikeAJoseHeader(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String head = token.substring(0, Math.min(dot, HEAD));
    try {
      byte[] decoded =
          Base64.getUrlDecoder().decode(head.substring(0, head.length() - head.length() % 4));
      return new String(decoded, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{");
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

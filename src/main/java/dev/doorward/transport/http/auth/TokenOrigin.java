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
  private static final Pattern BASE64URL_PARTS = Pattern.compile("[A-Za-z0-9_.-]++");

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
    return hasPartsOfAJwt(token) || beginsLikeAJoseHeader(token) ? JWT : OPAQUE;
  }

  /// A signed one has three parts, an encrypted one five; some of them may be empty.
  private static boolean hasPartsOfAJwt(String token) {
    long dots = token.chars().filter(letter -> letter == '.').count();
    return (dots == 2 || dots == 4) && BASE64URL_PARTS.matcher(token).matches();
  }

  /// Also when what follows is mangled: enough of a JWT may be left to use it elsewhere.
  private static boolean beginsLikeAJoseHeader(String token) {
    if (token.indexOf('.') < 0) {
      return false;
    }
    int end = 0;
    while (end < HEAD && isBase64Url(token.charAt(end))) {
      end++;
    }
    byte[] decoded = Base64.getUrlDecoder().decode(token.substring(0, end - end % 4));
    return new String(decoded, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{");
  }

  private static boolean isBase64Url(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '-'
        || letter == '_';
  }
}

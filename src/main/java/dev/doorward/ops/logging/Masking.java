package dev.doorward.ops.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// Takes credentials out of text, whoever wrote it: bearer and basic credentials, anything shaped
/// like a JWT, and the secrets this process was configured with.
public final class Masking {
  private static final String HIDDEN = "[masked]";
  private static final int SHORTEST_SECRET = 8;

  private static final Pattern SCHEME =
      Pattern.compile("(?i)\\b(bearer|basic)([\\s:=]+)[A-Za-z0-9._~+/=-]{8,}+");
  // A JWT's header is a JSON object, and '{"' is "eyJ" in base64url.
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}+(\\.[A-Za-z0-9_-]*+){0,4}+");

  private static final List<String> SECRETS = new CopyOnWriteArrayList<>();

  private Masking() {}

  /// Adds a configured secret; one shorter than 8 characters is left alone, because it would mask
  /// ordinary words.
  public static void add(String secret) {
    if (secret.length() >= SHORTEST_SECRET) {
      SECRETS.add(secret);
    }
  }

  /// The text with every credential replaced.
  public static String mask(String text) {
    String masked = text;
    for (String secret : SECRETS) {
      masked = masked.replace(secret, HIDDEN);
    }
    // Most lines hold neither, and the two searches are cheap.
    if (masked.contains("eyJ")) {
      masked = JWT.matcher(masked).replaceAll(HIDDEN);
    }
    if (hasScheme(masked)) {
      masked = SCHEME.matcher(masked).replaceAll("$1$2" + HIDDEN);
    }
    return masked;
  }

  private static boolean hasScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == 'b' || c == 'B')
          && (text.regionMatches(true, i, "bearer", 0, 6)
              || text.regionMatches(true, i, "basic", 0, 5))) {
        return true;
      }
    }
    return false;
  }
}

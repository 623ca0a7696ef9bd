package dev.doorward.ops.logging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// Takes credentials out of text, whoever wrote it: header values that carry them, bearer and basic
/// credentials, anything shaped like a JWT, API keys, named form and JSON fields, and the secrets
/// this process was configured with.
///
/// It would rather hide a word too many than show a secret.
public final class Masking {
  private static final String HIDDEN = "[masked]";
  private static final int SHORTEST_SECRET = 8;

  // What a text must hold, in any case, before one of the patterns below can match it.
  private static final List<String> SIGNS =
      List.of(
          "authorization",
          "cookie",
          "api-key",
          "api_key",
          "apikey",
          "bearer",
          "basic",
          "dpop",
          "_token",
          "token=",
          "secret",
          "passw",
          "assertion",
          "dwk_",
          "eyj",
          "eya",
          "ewo",
          "ew0",
          "ewk",
          "-----begin",
          "|  0  1  2  3");

  /// The patterns, each linear in the text. They live in a class of their own, so that a process
  /// whose log lines hold no sign of a credential never compiles them.
  private static final class Patterns {
    private static final String MARK = "\\[masked\\]";
    // What stands between a name and its value, and the bracket or quote the value may begin with.
    private static final String IS =
        "[\"']?+\\s{0,8}+[:=]\\s{0,8}+(?:\\[(?!masked\\])|[\"']){0,2}+";

    // Tables of bytes tear a credential apart, so that no other pattern would find it.
    private static final Pattern DUMP = Pattern.compile("\\|  0  1  2  3[\\s\\S]*+");
    private static final Pattern PEM =
        Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]*+");
    // A JWT's header is a JSON object, and '{"' is "eyJ" in base64url.
    private static final Pattern JWT =
        Pattern.compile("eyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+){0,4}+");
    // The same with white space after the brace; only whole, because words begin like that too.
    private static final Pattern SPACED_JWT =
        Pattern.compile("e(?:yA|w[o0k])[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+){2,4}+");
    private static final Pattern API_KEY = Pattern.compile("(?i)dwk_[A-Za-z0-9_.~-]++");
    private static final Pattern SCHEME =
        Pattern.compile("(?i)\\b(bearer|basic|dpop)([\\s:=,\"']{1,8}+)[A-Za-z0-9._~+/=%-]{8,}+");
    // To the end of the line, of the list or of the quoted text: some values hold commas.
    private static final Pattern HEADER =
        Pattern.compile(
            "(?i)((?:authorization|cookie|x-api-key)"
                + IS
                + ")(?:"
                + MARK
                + "|[^\\r\\n\\]\"'}])++");
    private static final Pattern FIELD =
        Pattern.compile(
            "(?i)((?:[a-z]{1,16}_token|token(?==)|secret|assertion|api_?key|passw(?:or)?d)"
                + IS
                + ")(?:"
                + MARK
                + "|[^\\s&,;\"'}\\]])++");

    private Patterns() {}

    static String mask(String text) {
      String masked = text;
      for (Pattern whole : List.of(DUMP, PEM, JWT, SPACED_JWT, API_KEY)) {
        masked = whole.matcher(masked).replaceAll(HIDDEN);
      }
      masked = SCHEME.matcher(masked).replaceAll("$1$2" + HIDDEN);
      masked = HEADER.matcher(masked).replaceAll("$1" + HIDDEN);
      return FIELD.matcher(masked).replaceAll("$1" + HIDDEN);
    }
  }

  private static final List<String> SECRETS = new CopyOnWriteArrayList<>();

  private Masking() {}

  /// Adds a configured secret, also as it looks in a form and in base64; one shorter than 8
  /// characters is left alone, because it would mask ordinary words.
  public static void add(String secret) {
    if (secret.length() < SHORTEST_SECRET) {
      return;
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (String form :
        List.of(
            secret,
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
      if (!SECRETS.contains(form)) {
        SECRETS.add(form);
      }
    }
  }

  /// The text with the secrets replaced that were added, and nothing else: for texts of our own,
  /// which talk about secrets and hold none.
  public static String maskAdded(String text) {
    String masked = text;
    for (String secret : SECRETS) {
      masked = masked.replace(secret, HIDDEN);
    }
    return masked;
  }

  /// The text with every credential replaced.
  public static String mask(String text) {
    String masked = maskAdded(text);
    return suspicious(masked) ? Patterns.mask(masked) : masked;
  }

  // Most lines hold no sign, and finding that out costs one comparison per character.
  private static boolean suspicious(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case 'A',
            'a',
            'B',
            'b',
            'C',
            'c',
            'D',
            'd',
            'E',
            'e',
            'P',
            'p',
            'S',
            's',
            'T',
            't',
            '_',
            '-',
            '|' -> {
          if (hasSignAt(text, i)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean hasSignAt(String text, int at) {
    for (String sign : SIGNS) {
      if (text.regionMatches(true, at, sign, 0, sign.length())) {
        return true;
      }
    }
    return false;
  }
}

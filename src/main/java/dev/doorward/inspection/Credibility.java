package dev.doorward.inspection;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Set;

/// Whether a value that stands where a secret would is one, or what somebody wrote in its place.
final class Credibility {
  private static final int RUN = 6;

  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "pass",
          "pwd",
          "secret",
          "user",
          "username",
          "token",
          "root",
          "admin",
          "postgres",
          "mysql",
          "guest",
          "test",
          "tests",
          "testing",
          "default",
          "none",
          "null",
          "true",
          "false",
          "empty",
          "string",
          "value",
          "foobar",
          "hunter",
          "qwerty",
          "letmein",
          "key",
          "apikey",
          "mypassword",
          "mysecret",
          "password!",
          "secretpassword",
          "undefined",
          "required",
          "optional",
          "development",
          "production",
          "minioadmin",
          "rabbitmq");

  private static final Pattern STANDS_FOR =
      Pattern.compile(
          "(?i)example|change.?me|placeholder|your[-_. ]?[a-z]|redacted|masked|dummy|sample|"
              + "insert|replace|todo|fixme|\\.\\.\\.|…|<|>|\\$\\{|\\$\\(|\\{\\{|%\\(|%s|xxxx|"
              + "\\*\\*\\*|not-?a-?real|fake|lorem|my[-_]?(?:secret|password|token|key)|getenv|environ");

  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  // A word of its own between marks, as in names that people give.
  private static final Pattern WORD = Pattern.compile("(?:^|[-_./=~+])[a-z]{6,}(?:[-_./=~+]|$)");

  // What documentation prints for everybody to see: GitHub's, and that of RFC 6749.
  private static final Set<String> SAMPLES =
      Set.of("16C7e42F292c6912E7710c838347Ae178B4a", "2YotnFZFEjr1zCsicMWpAA");

  // A name that says the value is no secret but tells something of one.
  private static final Pattern TELLING_NAME =
      Pattern.compile(
          "(?i)(?:hash|digest|sha[-_]?[0-9]|checksum|integrity|public|pub[-_]?key|fingerprint|"
              + "thumbprint|ur[il]|endpoint|version|file|path|dir|count|length|size|expir|ttl|"
              + "algorithm|type|name|label|title|issuer|header|prefix|pattern|regex|format|"
              + "placeholder|description|message|hint|page|cursor|continuation|csrf|nonce|"
              + "(?:page|cursor|continuation|csrf|xsrf)[-_]?tokens?|"
              + "(?:key|token|secret|credential)s?[-_.]?ids?)[\"'`\\]]{0,2}\\s*(?:=|:|=>|:=|,)\\s*[\"'`]?$");

  private Credibility() {}

  /// Shannon's entropy in bits per character.
  static double entropy(String value) {
    int[] counts = new int[128];
    for (int i = 0; i < value.length(); i++) {
      counts[value.charAt(i) & 0x7F]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share);
      }
    }
    return bits / Math.log(2);
  }

  /// Whether a value of a vendor's own form is nevertheless made up: it says so, repeats one
  /// character or counts up.
  static boolean madeUp(String value, boolean runsAllowed) {
    if (value.toUpperCase(Locale.ROOT).contains("EXAMPLE")
        || SAMPLES.stream().anyMatch(value::contains)) {
      return true;
    }
    int same = 1;
    int counting = 1;
    for (int i = 1; i < value.length(); i++) {
      int step = value.charAt(i) - value.charAt(i - 1);
      same = step == 0 ? same + 1 : 1;
      counting = step == 1 ? counting + 1 : 1;
      if ((same >= RUN && !runsAllowed) || counting >= 8) {
        return true;
      }
    }
    return false;
  }

  /// Whether a value only stands for a secret, as in documentation and templates.
  static boolean placeholder(String value) {
    String plain = value.toLowerCase(Locale.ROOT);
    int end = plain.length();
    while (end > 0 && "0123456789!_-".indexOf(plain.charAt(end - 1)) >= 0) {
      end--;
    }
    return WORDS.contains(plain.substring(0, end))
        || STANDS_FOR.matcher(value).find()
        || madeUp(value, false);
  }

  /// Whether it is written in hexadecimal digits alone.
  static boolean hexadecimal(String value) {
    return value.chars().allMatch(java.util.HexFormat::isHexDigit);
  }

  /// Whether letters and digits are both in it.
  static boolean mixed(String value) {
    return value.chars().anyMatch(Character::isLetter)
        && value.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /// Whether it has no structure that people would read: kinds of characters change often, and it
  /// is no UUID.
  static boolean opaque(String value) {
    int changes = 0;
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      digits += kind(value.charAt(i)) == 2 ? 1 : 0;
      changes += i > 0 && kind(value.charAt(i)) != kind(value.charAt(i - 1)) ? 1 : 0;
    }
    return digits >= 2
        && changes * 4 >= value.length() - 1
        && !UUID.matcher(value).matches()
        && !WORD.matcher(value).find();
  }

  /// Whether the text before a value names it as something that is no secret.
  static boolean telling(String before) {
    return TELLING_NAME.matcher(before).find();
  }

  /// Whether it could be a password somebody chose: letters, and digits or marks beside them.
  static boolean password(String value) {
    boolean letter = false;
    boolean digit = false;
    boolean mark = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      letter |= Character.isLetter(c);
      digit |= c >= '0' && c <= '9';
      mark |= "!@#%^&*+=?~".indexOf(c) >= 0;
    }
    // What ends like this is a label, a call or a reference.
    char last = value.charAt(value.length() - 1);
    return letter && (digit || mark) && ":)(,;".indexOf(last) < 0 && entropy(value) >= 2.7;
  }

  private static int kind(char c) {
    if (c >= 'a' && c <= 'z') {
      return 0;
    }
    return c >= 'A' && c <= 'Z' ? 1 : c >= '0' && c <= '9' ? 2 : 3;
  }
}

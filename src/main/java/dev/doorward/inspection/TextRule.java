package dev.doorward.inspection;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A rule for text: words that must be there before it is looked at closely, and a pattern that is
/// matched in linear time around them.
///
/// @param keywords in UTF-8
/// @param pattern whose first group, if it has one, is what was found; without a pattern the
///   keyword itself was
/// @param block whether what is found may go over several lines
/// @param leadBytes how far before a keyword it may begin in a block
/// @param onlyIn `instructions`, `settings`, or empty
record TextRule(
    Rule rule,
    List<byte[]> keywords,
    Optional<Pattern> pattern,
    boolean block,
    int leadBytes,
    String onlyIn,
    Checks checks) {

  /// What a value must be like to count.
  ///
  /// @param entropy least bits per character
  /// @param generic whether the value is of no certain format, so that names and words count more
  /// @param rank which of several rules stays where they match the same characters: the lowest
  /// @param allow what is left alone
  record Checks(
      double entropy,
      boolean generic,
      int rank,
      boolean mixed,
      boolean opaque,
      boolean password,
      boolean credential,
      boolean runsAllowed,
      boolean afterAscii,
      boolean flagsAllowed,
      Optional<Pattern> allow) {}

  private static final double LEAST_ENTROPY = 2.5;
  private static final String ADVICE =
      "Revoke it where it was issued, and keep the new one outside the tree.";

  static List<TextRule> read() {
    List<TextRule> rules = new ArrayList<>();
    for (String file : List.of("secrets.yaml", "text.yaml")) {
      RuleFields.read(file).forEach(fields -> rules.add(of(fields)));
    }
    return List.copyOf(rules);
  }

  private static TextRule of(RuleFields fields) {
    Rule rule = fields.rule(Category.SECRET, Severity.HIGH, ADVICE);
    return new TextRule(
        rule,
        keywords(fields),
        pattern(fields).map(Pattern::compile),
        fields.optional("span").isPresent(),
        (int) fields.number("lead", 0),
        fields.optional("only-in").orElse(""),
        new Checks(
            rule.category() == Category.SECRET ? fields.number("entropy", LEAST_ENTROPY) : 0,
            fields.flag("generic"),
            (int) fields.number("rank", rank(fields)),
            fields.flag("mixed"),
            fields.flag("opaque"),
            fields.flag("password"),
            fields.flag("credential") || !fields.list("named").isEmpty(),
            fields.flag("allow-runs"),
            fields.flag("after-ascii"),
            fields.optional("flags").isPresent(),
            fields.pattern("allow")));
  }

  private static int rank(RuleFields fields) {
    if (fields.flag("generic")) {
      return 2;
    }
    return fields.optional("token").isPresent() ? 0 : 1;
  }

  private static Optional<String> pattern(RuleFields fields) {
    if (fields.optional("token").isPresent()) {
      return Optional.of("\\b(" + fields.text("token") + ")(?:[^A-Za-z0-9_]|$)");
    }
    if (!fields.list("named").isEmpty()) {
      return Optional.of(
          "(?i:"
              + String.join("|", fields.list("named")).replace("_", "[_.-]?")
              + ")[A-Za-z0-9_.-]{0,24}[\"'`\\]]{0,2}\\s{0,3}(?:=|:|=>|:=|,)\\s{0,3}[\"'`]?("
              + fields.text("value")
              + ")(?:[^A-Za-z0-9_+/-]|$)");
    }
    return fields.optional("pattern");
  }

  private static List<byte[]> keywords(RuleFields fields) {
    List<byte[]> words = new ArrayList<>();
    fields.list("keywords").forEach(word -> words.add(word.getBytes(StandardCharsets.UTF_8)));
    for (String name : fields.list("named")) {
      // A name may be written with _, - or ., or with nothing between its words.
      for (String between : name.contains("_") ? List.of("_", "-", ".", "") : List.of("")) {
        words.add(name.replace("_", between).getBytes(StandardCharsets.UTF_8));
      }
    }
    fields.list("characters").forEach(range -> characters(range, words));
    if (words.isEmpty()) {
      words.add(beginning(fields.text("token")).getBytes(StandardCharsets.UTF_8));
    }
    return List.copyOf(words);
  }

  private static void characters(String range, List<byte[]> words) {
    String[] ends = range.split("-", -1);
    int last = codePoint(ends[ends.length - 1]);
    for (int each = codePoint(ends[0]); each <= last; each++) {
      words.add(Character.toString(each).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static int codePoint(String written) {
    return Integer.parseInt(written.substring("U+".length()), 16);
  }

  /// What every match of a token begins with.
  private static String beginning(String token) {
    int end = 0;
    while (end < token.length()
        && (Character.isLetterOrDigit(token.charAt(end)) || "_-".indexOf(token.charAt(end)) >= 0)) {
      end++;
    }
    if (end < 3) {
      throw new IllegalStateException("a token needs keywords: " + token);
    }
    return token.substring(0, end);
  }

  /// Whether the rule holds for a file.
  boolean holdsFor(Subject subject) {
    return switch (onlyIn) {
      case "instructions" -> subject.instructions();
      case "settings" -> subject.settings();
      default -> true;
    };
  }

  /// Whether what the pattern found counts.
  ///
  /// @param before what the pattern matched in front of it
  boolean credible(String value, String before) {
    if (checks.allow().isPresent() && checks.allow().get().matcher(before + value).find()) {
      return false;
    }
    if (rule.category() != Category.SECRET) {
      return true;
    }
    // Sixteen digits give four bits at most.
    double least =
        Credibility.hexadecimal(value) ? Math.min(3, checks.entropy()) : checks.entropy();
    if (value.isEmpty() || Credibility.entropy(value) < least) {
      return false;
    }
    boolean written = !Credibility.madeUp(value, checks.runsAllowed());
    if (checks.generic() || checks.credential()) {
      written = written && !Credibility.placeholder(value);
    }
    if (checks.generic()) {
      written = written && !Credibility.telling(before);
    }
    return written
        && (!checks.mixed() || Credibility.mixed(value))
        && (!checks.opaque() || Credibility.opaque(value))
        && (!checks.password() || Credibility.password(value));
  }

  /// How a report shows what was found: at most the keyword it begins with or, of what is no secret
  /// itself, the keyword it holds. Nothing else of it is shown: a secret of any kind may be part of
  /// it.
  String masked(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (rule.category() != Category.SECRET) {
      return words()
          .filter(word -> lower.contains(word.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElse("");
    }
    return words()
        .filter(word -> lower.startsWith(word.toLowerCase(Locale.ROOT)))
        .filter(word -> value.length() > 2 * word.length())
        .findFirst()
        .map(word -> value.substring(0, word.length()) + "[masked]")
        .orElse("[masked]");
  }

  private Stream<String> words() {
    return keywords.stream().map(word -> new String(word, StandardCharsets.UTF_8));
  }
}

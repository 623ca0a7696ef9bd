package dev.doorward.inspection;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What was matched in one text so far: of two matches over the same characters one stays, that of
/// the rule for a certain format.
final class Matches {
  private static final int MOST = 1_000;

  // Only what stands close by can overlap.
  private static final int LOOKED_BACK = 256;
  private static final int NAME_BYTES = 80;

  private static final Pattern NAME =
      Pattern.compile(
          "([A-Za-z_][A-Za-z0-9_.-]{0,60})[\"'`\\]]{0,2}\\s{0,3}(?:=|:|=>|:=|,)\\s{0,3}[\"'`]?$");

  /// A name before a value.
  ///
  /// @param distance how far before the value it begins
  record Name(String text, int distance) {
    static final Name NONE = new Name("", 0);
  }

  private record Match(TextRule rule, long from, long to, Place place, String shown, Name name) {}

  private final Subject subject;
  private final List<Match> all = new ArrayList<>();
  private long more;

  Matches(Subject subject) {
    this.subject = subject;
  }

  /// The name that stands before a value, if there is one.
  static Name nameBefore(String region, int at) {
    String before = region.substring(Math.max(0, at - NAME_BYTES), at);
    Matcher name = NAME.matcher(before);
    return name.find() ? new Name(name.group(1), before.length() - name.start(1)) : Name.NONE;
  }

  void add(TextRule rule, long from, long to, Place place, String shown, Name name) {
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - LOOKED_BACK); i--) {
      Match other = all.get(i);
      if (other.from() < to && from < other.to() && comparable(other.rule(), rule)) {
        if (other.rule().checks().rank() > rule.checks().rank()) {
          all.remove(i);
          continue;
        }
        return;
      }
    }
    keep(new Match(rule, from, to, place, shown, name));
  }

  void addOncePerLine(TextRule rule, long from, long to, Place place, String shown) {
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - LOOKED_BACK); i--) {
      Match other = all.get(i);
      if (other.rule().equals(rule) && other.place().line() == place.line()) {
        return;
      }
    }
    keep(new Match(rule, from, to, place, shown, Name.NONE));
  }

  private static boolean comparable(TextRule one, TextRule other) {
    return one.equals(other)
        || (one.rule().category() == Category.SECRET && other.rule().category() == Category.SECRET);
  }

  private void keep(Match match) {
    if (all.size() < MOST) {
      all.add(match);
    } else {
      more++;
    }
  }

  /// The name beside a value, unless it is itself a secret, as in a list of them.
  private String anchor(Match match) {
    long begun = match.from() - match.name().distance();
    boolean secret =
        !match.name().text().isEmpty()
            && all.stream()
                .filter(other -> other.rule().rule().category() == Category.SECRET)
                .anyMatch(other -> other.from() < match.from() && begun < other.to());
    return secret ? "" : match.name().text();
  }

  TextFindings findings(boolean whole) {
    return new TextFindings(
        all.stream()
            .sorted(Comparator.comparingLong(Match::from))
            .map(
                match ->
                    Finding.of(
                        match.rule().rule(), subject, match.place(), match.shown(), anchor(match)))
            .toList(),
        TextFindings.Kind.TEXT,
        whole,
        more);
  }
}

package dev.doorward.tools.scan.advisories;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the versions of an ecosystem follow each other. What is no version compares like text, so
/// that an order is always given.
final class VersionOrder {
  private static final int LONGEST = 128;

  /// Semantic versions (semver.org, 11), with or without a leading v.
  static final Comparator<String> SEMANTIC = VersionOrder::semantic;

  /// Maven's, as its reference of version order describes them.
  static final Comparator<String> MAVEN = VersionOrder::maven;

  /// Python's (PEP 440).
  static final Comparator<String> PYTHON = VersionOrder::python;

  private static final Pattern MAVEN_PART = Pattern.compile("[0-9]+|[a-z]+|[.-]");
  private static final Map<String, Integer> QUALIFIERS =
      Map.ofEntries(
          Map.entry("alpha", -5),
          Map.entry("a", -5),
          Map.entry("beta", -4),
          Map.entry("b", -4),
          Map.entry("milestone", -3),
          Map.entry("m", -3),
          Map.entry("rc", -2),
          Map.entry("cr", -2),
          Map.entry("snapshot", -1),
          Map.entry("", 0),
          Map.entry("final", 0),
          Map.entry("ga", 0),
          Map.entry("release", 0),
          Map.entry("sp", 1));
  private static final Pattern PYTHON_FORM =
      Pattern.compile(
          "v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?([0-9]*))?"
              + "(?:[-_.]?(?:post|rev|r)[-_.]?([0-9]*)|-([0-9]+))?(?:[-_.]?dev[-_.]?([0-9]*))?(?:\\+.*)?");

  private VersionOrder() {}

  private static String plain(String version) {
    String text = version.strip().toLowerCase(Locale.ROOT);
    return text.substring(0, Math.min(LONGEST, text.length()));
  }

  private static int semantic(String one, String other) {
    String[] left = parts(one);
    String[] right = parts(other);
    int release = fields(left[0], right[0]);
    if (release != 0) {
      return release;
    }
    if (left[1].isEmpty() || right[1].isEmpty()) {
      // A release comes after its own previews.
      return Boolean.compare(left[1].isEmpty(), right[1].isEmpty());
    }
    return fields(left[1], right[1]);
  }

  /// The release and the preview, without the build.
  private static String[] parts(String version) {
    String text = plain(version);
    text = text.startsWith("v") ? text.substring(1) : text;
    int build = text.indexOf('+');
    text = build < 0 ? text : text.substring(0, build);
    int dash = text.indexOf('-');
    return dash < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, dash), text.substring(dash + 1)};
  }

  private static int fields(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      if (i >= left.length || i >= right.length) {
        boolean zeros = true;
        String[] rest = i >= left.length ? right : left;
        for (int j = i; j < rest.length; j++) {
          zeros &= rest[j].matches("0+");
        }
        return zeros ? 0 : Integer.compare(left.length, right.length);
      }
      int order = field(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int field(String one, String other) {
    boolean left = number(one);
    boolean right = number(other);
    if (left && right) {
      return new BigInteger(one).compareTo(new BigInteger(other));
    }
    return left != right ? Boolean.compare(right, left) : one.compareTo(other);
  }

  private static boolean number(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int maven(String one, String other) {
    List<String> left = mavenParts(one);
    List<String> right = mavenParts(other);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      int order =
          mavenPart(i < left.size() ? left.get(i) : "", i < right.size() ? right.get(i) : "");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<String> mavenParts(String version) {
    List<String> parts = new ArrayList<>();
    Matcher part = MAVEN_PART.matcher(plain(version));
    while (part.find()) {
      if (!part.group().equals(".") && !part.group().equals("-")) {
        parts.add(part.group());
      }
    }
    return parts;
  }

  private static int mavenPart(String one, String other) {
    boolean left = number(one) || one.isEmpty();
    boolean right = number(other) || other.isEmpty();
    if ((number(one) || number(other)) && left && right) {
      return new BigInteger(one.isEmpty() ? "0" : one)
          .compareTo(new BigInteger(other.isEmpty() ? "0" : other));
    }
    if (number(one) || number(other)) {
      return number(one) ? 1 : -1;
    }
    Integer known = QUALIFIERS.get(one);
    Integer same = QUALIFIERS.get(other);
    if (known != null && same != null) {
      return known.compareTo(same);
    }
    // A word nobody knows comes after all that are known.
    return known == null && same == null ? one.compareTo(other) : known == null ? 1 : -1;
  }

  private static int python(String one, String other) {
    Matcher left = PYTHON_FORM.matcher(plain(one));
    Matcher right = PYTHON_FORM.matcher(plain(other));
    if (!left.matches() || !right.matches()) {
      return semantic(one, other);
    }
    int order = numbered(left, 1, 0).compareTo(numbered(right, 1, 0));
    order = order != 0 ? order : fields(left.group(2), right.group(2));
    order = order != 0 ? order : Integer.compare(preview(left), preview(right));
    order = order != 0 ? order : numbered(left, 4, 0).compareTo(numbered(right, 4, 0));
    order = order != 0 ? order : post(left).compareTo(post(right));
    return order != 0 ? order : dev(left).compareTo(dev(right));
  }

  /// Where a version stands beside its release: before it by kind of preview, or at it.
  private static int preview(Matcher version) {
    String kind = version.group(3);
    if (kind == null) {
      // A bare development version comes before every preview.
      return version.group(7) != null && version.group(5) == null && version.group(6) == null
          ? -9
          : 0;
    }
    return switch (kind) {
      case "a", "alpha" -> -4;
      case "b", "beta" -> -3;
      default -> -2;
    };
  }

  private static BigInteger post(Matcher version) {
    return version.group(5) == null && version.group(6) == null
        ? BigInteger.ONE.negate()
        : numbered(version, version.group(5) == null ? 6 : 5, 0);
  }

  private static BigInteger dev(Matcher version) {
    return version.group(7) == null ? BigInteger.TEN.pow(LONGEST) : numbered(version, 7, 0);
  }

  private static BigInteger numbered(Matcher version, int group, long otherwise) {
    String text = version.group(group);
    return text == null || text.isEmpty() ? BigInteger.valueOf(otherwise) : new BigInteger(text);
  }
}

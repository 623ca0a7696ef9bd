package dev.doorward.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds in a line what must not stand there: any of many secrets, whatever looks like a credential
/// whoever made it, and the text of exceptions where clients or auditors read.
final class LeakSearch {
  /// Shorter ones are words that stand everywhere.
  static final int SHORTEST_SECRET = 12;

  private static final int SHOWN = 300;
  private static final int SIEVE_BITS = 1 << 20;
  private static final long BASE = 1_099_511_628_211L;

  private record Shape(String name, String sign, Pattern pattern) {}

  private static final List<Shape> CREDENTIALS =
      List.of(
          new Shape(
              "a JWT",
              "eyJ",
              Pattern.compile("eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*+")),
          new Shape("an API key", "dwk_", Pattern.compile("dwk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")),
          // A challenge goes on with a parameter, which has an equals sign.
          new Shape(
              "a bearer credential",
              "earer",
              Pattern.compile(
                  "(?i:bearer)\\s+(?=[^\\s\"]*[0-9])[A-Za-z0-9._~+/-]{12,}+(?!=\"?\\w)")),
          new Shape(
              "a private key", "PRIVATE KEY", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY")));

  private static final Pattern EXCEPTION =
      Pattern.compile(
          "\\b\\w*Exception\\b|\\bjava\\.lang\\.|\\bat dev\\.doorward\\.|Caused by:"
              + "|\\.java:[0-9]+\\)");

  private final Map<Long, List<String>> byStart = new HashMap<>();
  private final BitSet sieve = new BitSet(SIEVE_BITS);

  /// @param secrets those of twelve characters or more are searched for
  LeakSearch(Collection<String> secrets) {
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        long hash = hash(secret);
        sieve.set(place(hash));
        byStart.computeIfAbsent(hash, _ -> new ArrayList<>()).add(secret);
      }
    }
  }

  /// What was found in a line, with some of the line; empty when it is clean.
  Optional<String> in(Kind kind, String line) {
    for (Shape shape : CREDENTIALS) {
      if (line.contains(shape.sign())) {
        Matcher found = shape.pattern().matcher(line);
        if (found.find()) {
          return Optional.of(shape.name() + " in: " + around(line, found.start()));
        }
      }
    }
    if (kind != Kind.LOG) {
      Matcher found = EXCEPTION.matcher(line);
      if (found.find()) {
        return Optional.of("an exception in: " + around(line, found.start()));
      }
    }
    int at = secretAt(line);
    return at < 0 ? Optional.empty() : Optional.of("a secret in: " + around(line, at));
  }

  private static String around(String line, int at) {
    return line.substring(Math.max(0, at - SHOWN), Math.min(line.length(), at + SHOWN));
  }

  /// Looks at each character once, however many secrets there are (Rabin and Karp).
  private int secretAt(String line) {
    if (line.length() < SHORTEST_SECRET) {
      return -1;
    }
    long highest = 1;
    for (int i = 1; i < SHORTEST_SECRET; i++) {
      highest *= BASE;
    }
    long hash = hash(line);
    for (int start = 0; ; start++) {
      if (sieve.get(place(hash)) && isSecret(line, start, hash)) {
        return start;
      }
      int next = start + SHORTEST_SECRET;
      if (next >= line.length()) {
        return -1;
      }
      hash = (hash - line.charAt(start) * highest) * BASE + line.charAt(next);
    }
  }

  private boolean isSecret(String line, int start, long hash) {
    return byStart.getOrDefault(hash, List.of()).stream()
        .anyMatch(secret -> line.startsWith(secret, start));
  }

  private static long hash(String text) {
    long hash = 0;
    for (int i = 0; i < SHORTEST_SECRET; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private static int place(long hash) {
    return (int) ((hash ^ (hash >>> 29)) & (SIEVE_BITS - 1));
  }
}

package dev.doorward.inspection;

import com.google.re2j.Matcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads one text of any length through a window of a fixed size, once.
///
/// Every byte takes one step of the keywords' automaton. Only where a keyword ends, the rule's
/// pattern is matched, over the line around it or over as much as a finding may be long; no rule
/// looks at the same bytes more than twice. So time grows with the length and memory does not.
final class TextScan {
  private static final int WINDOW_BYTES = 64 * 1024;
  private static final int AHEAD_BYTES = 8 * 1024;
  private static final int BEHIND_BYTES = 1024;
  private static final int AGAIN_BYTES = 2 * 1024;
  private static final int NAME_BYTES = 24;
  private static final int HEAD_BYTES = 8 * 1024;

  private final List<TextRule> rules;
  private final Keywords keywords;
  private final boolean[] holds;
  private final long[] lookedAt;
  private final Matches matches;

  private final byte[] window = new byte[WINDOW_BYTES];
  private final TextPosition position = new TextPosition(window);
  private long base;
  private int limit;
  private int scanned;

  TextScan(List<TextRule> rules, Keywords keywords, Subject subject) {
    this.rules = rules;
    this.keywords = keywords;
    this.holds = new boolean[rules.size()];
    this.lookedAt = new long[rules.size()];
    for (int i = 0; i < holds.length; i++) {
      holds[i] = rules.get(i).holdsFor(subject);
    }
    this.matches = new Matches(subject);
  }

  TextFindings read(ReadableByteChannel bytes, Pulse pulse) throws IOException {
    ReadableByteChannel channel = bytes;
    boolean end = fill(channel, HEAD_BYTES);
    if (Utf16Channel.marked(window, limit)) {
      channel = new Utf16Channel(window, limit, bytes);
      limit = 0;
      end = fill(channel, HEAD_BYTES);
    } else if (binary()) {
      return new TextFindings(List.of(), TextFindings.Kind.BINARY, true, 0);
    }
    int state = keywords.start();
    while (true) {
      if (!end) {
        end = fill(channel, WINDOW_BYTES);
      }
      int to = end ? limit : limit - AHEAD_BYTES;
      long before = base + scanned;
      for (int i = scanned; i < to; i++) {
        byte read = window[i];
        position.pass(read);
        state = keywords.step(state, read);
        int[] ending = keywords.ending(state);
        if (ending.length > 0) {
          for (int rule : ending) {
            look(rule, i);
          }
        }
      }
      scanned = Math.max(scanned, to);
      boolean goOn = pulse.read(base + scanned - before);
      if (end || !goOn) {
        return matches.findings(end);
      }
      slide();
    }
  }

  private boolean fill(ReadableByteChannel channel, int to) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(window);
    rest.position(limit).limit(to);
    boolean end = false;
    while (rest.hasRemaining() && !end) {
      end = channel.read(rest) < 0;
    }
    limit = rest.position();
    return end;
  }

  private boolean binary() {
    for (int i = 0; i < limit; i++) {
      if (window[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private void slide() {
    int from = Math.max(0, scanned - BEHIND_BYTES);
    System.arraycopy(window, from, window, 0, limit - from);
    base += from;
    limit -= from;
    scanned -= from;
  }

  /// @param at the last byte of a keyword
  private void look(int number, int at) {
    TextRule rule = rules.get(number);
    if (!holds[number] || base + at < lookedAt[number]) {
      return;
    }
    if (rule.pattern().isEmpty()) {
      character(number, rule, at);
      return;
    }
    int from =
        rule.leadBytes() > 0
            ? Math.max(0, at - rule.leadBytes())
            : (int) Math.max(Math.max(0, at - BEHIND_BYTES), position.lineStart() - base);
    int most = Math.min(limit, at + AHEAD_BYTES);
    int to = rule.block() ? most : lineEnd(at, most);
    boolean cut = to == most && most < limit;
    lookedAt[number] = base + (cut ? Math.max(at + 1, to - AGAIN_BYTES) : to);
    String region = new String(window, from, to - from, StandardCharsets.ISO_8859_1);
    Matcher matcher = rule.pattern().get().matcher(region);
    int group = matcher.groupCount() > 0 ? 1 : 0;
    for (int next = 0; next <= region.length() && matcher.find(next); ) {
      next = Math.max(matcher.end(), matcher.start() + 1);
      if (matcher.start(group) < 0) {
        continue;
      }
      String value = matcher.group(group);
      if (rule.credible(value, before(region, matcher.start(), matcher.start(group)))) {
        int start = from + matcher.start(group);
        matches.add(
            rule,
            base + start,
            base + from + matcher.end(group),
            position.place(start, at),
            rule.masked(utf8(value)),
            Matches.nameBefore(region, matcher.start(group)));
      }
      // The delimiter behind a secret may be the one before the next.
      next = Math.max(matcher.end(group), matcher.start() + 1);
    }
  }

  /// What the pattern matched in front of a value, and the rest of the name that it is part of.
  private static String before(String region, int matched, int value) {
    return region.substring(Math.max(0, matched - NAME_BYTES), value);
  }

  private void character(int number, TextRule rule, int at) {
    int length = Utf8.lengthBackwards(window, at);
    int start = at - length + 1;
    if (rule.checks().afterAscii() && (start == 0 || !Character.isLetter(window[start - 1]))) {
      return;
    }
    if (rule.checks().flagsAllowed() && Utf8.inFlag(window, start)) {
      return;
    }
    lookedAt[number] = base + at + 1;
    int character = new String(window, start, length, StandardCharsets.UTF_8).codePointAt(0);
    matches.addOncePerLine(
        rule,
        base + start,
        base + at + 1,
        position.place(start, at),
        "U+%04X".formatted(character));
  }

  private int lineEnd(int at, int most) {
    int end = at;
    while (end < most && window[end] != '\n') {
      end++;
    }
    return end;
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}

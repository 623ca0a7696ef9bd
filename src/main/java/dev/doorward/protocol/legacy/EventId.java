package dev.doorward.protocol.legacy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a session's streams, as clients send it back in `Last-Event-ID`.
record EventId(int stream, long event) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");

  /// Whether it is a place in the stream of what belongs to no call.
  boolean ofNoCall() {
    return stream == SessionStreams.LISTENING;
  }

  static Optional<EventId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new EventId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}

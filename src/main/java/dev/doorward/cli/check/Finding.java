package dev.doorward.cli.check;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.ops.logging.Masking;
import java.util.regex.Pattern;

/// One line of a report.
///
/// @param step which part was looked at
/// @param text what was seen, in one sentence
/// @param fix what to do; empty when nothing is to be done
public record Finding(String step, Level level, String text, String fix) {
  private static final int LONGEST = 600;

  // What an address may carry before its host is a credential.
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/\\s@]{1,300}+@");

  public Finding {
    text = shown(text);
    fix = shown(fix);
  }

  static Finding good(String step, String text) {
    return new Finding(step, Level.GOOD, text, "");
  }

  static Finding skipped(String step, String text) {
    return new Finding(step, Level.SKIPPED, text, "");
  }

  // Parts of it come from other servers; a report must stay a report.
  private static String shown(String written) {
    String text = CREDENTIALS.matcher(Masking.maskAdded(written)).replaceAll("://[masked]@");
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < Math.min(LONGEST, text.length()); i += 100) {
      plain.append(Kinds.plain(text.substring(i, Math.min(i + 100, text.length()))));
    }
    return plain.toString();
  }
}

package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Names for findings that stay the same when lines move.
///
/// A fingerprint is made of the rule, the path, the name beside the finding and its number among
/// those that share all three. The secret itself has no part in it: whoever holds a list of
/// fingerprints cannot try guesses against it.
final class Fingerprints {
  private static final String FORM = "doorward-scan-1";
  private static final int BYTES = 16;

  private Fingerprints() {}

  static List<Report.Entry> of(List<Finding> findings) {
    Map<String, Integer> seen = new HashMap<>();
    List<Report.Entry> entries = new ArrayList<>();
    for (Finding finding : findings) {
      String key = String.join("\0", FORM, finding.rule().id(), finding.path(), finding.anchor());
      int number = seen.merge(key, 1, Integer::sum);
      entries.add(new Report.Entry(finding, digest(key + "\0" + number)));
    }
    return entries;
  }

  private static String digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.doorward.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is found while audit files are read again; bounded, as files may be nothing but wrong.
final class Findings {
  private static final int MOST = 100;

  private final List<Verification.Finding> findings = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private long good;

  /// One more line is as it was written.
  void good() {
    good++;
  }

  /// Something is not.
  void find(Path file, long line, String problem) {
    if (findings.size() < MOST) {
      findings.add(new Verification.Finding(file, line, problem));
    } else if (findings.size() == MOST) {
      findings.add(new Verification.Finding(file, line, "there is more; this is where it goes on"));
    }
  }

  /// A reader should know this.
  void remark(String text) {
    if (remarks.size() < MOST) {
      remarks.add(text);
    }
  }

  Verification done() {
    return new Verification(good, findings, remarks);
  }
}

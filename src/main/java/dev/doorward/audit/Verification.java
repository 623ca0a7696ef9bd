package dev.doorward.audit;

import java.nio.file.Path;
import java.util.List;

/// What reading audit files again found.
///
/// @param lines how many lines are as they were written
/// @param findings everything that is not
/// @param remarks what a reader should know, and need not worry about
public record Verification(long lines, List<Finding> findings, List<String> remarks) {
  /// One place where files are not as they were written.
  ///
  /// @param line counts from 1
  /// @param problem what is wrong, in words
  public record Finding(Path file, long line, String problem) {}

  public Verification {
    findings = List.copyOf(findings);
    remarks = List.copyOf(remarks);
  }

  /// Tells whether every line is as it was written.
  public boolean whole() {
    return findings.isEmpty();
  }
}

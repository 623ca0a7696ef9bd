package dev.doorward.inspection;

import java.util.List;

/// What reading a text gave.
///
/// @param kind what the bytes were
/// @param whole whether it was read to its end
/// @param more findings beyond the most that are kept of one file
public record TextFindings(List<Finding> findings, Kind kind, boolean whole, long more) {
  public TextFindings {
    findings = List.copyOf(findings);
  }

  /// What bytes are.
  public enum Kind {
    /// Text, whatever its encoding.
    TEXT,
    /// Something else, which was not looked into.
    BINARY
  }
}

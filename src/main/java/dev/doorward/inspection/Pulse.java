package dev.doorward.inspection;

/// Hears how far a long reading has come, and may end it.
public interface Pulse {
  /// Tells of bytes that were read since the last time; false ends the reading.
  boolean read(long bytes);
}

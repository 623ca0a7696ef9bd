package dev.doorward.inspection;

/// A place in a text.
///
/// @param line from 1 on; 0 when the finding is about the whole file
/// @param column in characters (code points) from 1 on; 0 when it is about the whole line
public record Place(long line, long column) {
  /// The whole file.
  public static final Place FILE = new Place(0, 0);
}

package dev.doorward.block;

/// What became of one entry of the list.
public record BlockChange(How how, Block block) {
  /// What can become of it.
  public enum How {
    /// It was there when somebody began to listen.
    HELD,
    /// It is new, or its reason or end is.
    ADDED,
    /// It was taken out before it ended.
    REMOVED,
    /// Its time is over.
    ENDED
  }
}

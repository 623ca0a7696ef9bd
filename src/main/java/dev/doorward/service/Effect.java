package dev.doorward.service;

/// What running something does to the world. Every tool states it; roles that only read never get
/// what writes.
public enum Effect {
  /// Changes nothing.
  READS,
  /// Changes something, if only in the caller's own space.
  WRITES
}

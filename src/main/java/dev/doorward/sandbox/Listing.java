package dev.doorward.sandbox;

import java.util.List;

/// A directory's entries sorted by name, and how many were withheld because their names are not
/// plain and could not be asked for.
public record Listing(List<Entry> entries, int withheld) {
  /// Copies the entries.
  public Listing {
    entries = List.copyOf(entries);
  }
}

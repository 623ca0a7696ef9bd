package dev.doorward.service;

/// The catalog in force. Every call takes it once and keeps what it took.
public final class CatalogHolder {
  private volatile Catalog current;
  private final Changes changes;

  /// @param changes hears when a reload changed the lists
  public CatalogHolder(Catalog first, Changes changes) {
    this.current = first;
    this.changes = changes;
  }

  /// The catalog in force now.
  public Catalog current() {
    return current;
  }

  /// Puts another catalog in force and announces that every list may have changed.
  public void replace(Catalog next) {
    current = next;
    changes.announce(new Change.Tools());
    changes.announce(new Change.Prompts());
    changes.announce(new Change.Resources());
  }
}

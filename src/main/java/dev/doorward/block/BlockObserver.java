package dev.doorward.block;

import java.util.List;

/// Hears what becomes of the block list; called by the thread that looks at the file.
public interface BlockObserver {
  /// Entries were taken up or let go, or are there at first.
  void changed(List<BlockChange> changes);

  /// The file cannot be used any more and the list of before holds on.
  ///
  /// @param blocks how many entries that has
  void kept(int blocks);
}

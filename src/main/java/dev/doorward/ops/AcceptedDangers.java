package dev.doorward.ops;

import java.util.List;

/// The flags by which the operator allowed a start that is refused otherwise.
///
/// @param flags as they were written; never empty
public record AcceptedDangers(List<String> flags) {
  public AcceptedDangers {
    flags = List.copyOf(flags);
    if (flags.isEmpty()) {
      throw new IllegalArgumentException("nothing was accepted");
    }
  }
}

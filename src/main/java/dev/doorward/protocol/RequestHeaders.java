package dev.doorward.protocol;

import java.util.List;

/// The headers of one HTTP request, as far as the protocol may look at them. Names compare without
/// case.
public interface RequestHeaders {
  /// All values of a header in their order, untrimmed of nothing but optional white space; empty
  /// when absent.
  List<String> all(String name);

  /// The names of all headers, in any case.
  Iterable<String> names();
}

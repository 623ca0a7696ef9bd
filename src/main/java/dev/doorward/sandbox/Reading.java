package dev.doorward.sandbox;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/// What is done with an open file, from its first byte on; the channel is closed afterwards.
public interface Reading<T> {
  /// Reads as much as it needs; an exception is told as [Access.Reason#UNREADABLE].
  ///
  /// @param sizeBytes the file's length when it was opened
  T from(ReadableByteChannel channel, long sizeBytes) throws IOException;
}

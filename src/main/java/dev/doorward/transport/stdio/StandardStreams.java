package dev.doorward.transport.stdio;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/// The two pipes to the parent process, taken away from everything else in this process.
///
/// @param in what the client writes
/// @param out what the client reads; unbuffered
public record StandardStreams(InputStream in, OutputStream out) {

  /// Takes both. From then on `System.out` is `System.err` and `System.in` is at its end, so that
  /// no tool and no library writes into the conversation or reads a line of it. Call this before
  /// any other class has a chance to print.
  public static StandardStreams take() {
    StandardStreams taken =
        new StandardStreams(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    return taken;
  }
}

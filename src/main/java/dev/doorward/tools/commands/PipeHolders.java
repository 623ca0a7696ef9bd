package dev.doorward.tools.commands;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who holds a pipe as one of its first three files, as Linux tells it. Elsewhere nobody does.
final class PipeHolders {
  private static final Path PROCESSES = Path.of("/proc");
  private static final List<String> STREAMS = List.of("0", "1", "2");

  private PipeHolders() {}

  /// The names of the pipes that are a process's streams.
  static List<String> pipesOf(long pid) {
    List<String> pipes = new ArrayList<>();
    for (String stream : STREAMS) {
      try {
        String name =
            Files.readSymbolicLink(
                    PROCESSES.resolve(Long.toString(pid)).resolve("fd").resolve(stream))
                .toString();
        if (name.startsWith("pipe:[")) {
          pipes.add(name);
        }
      } catch (IOException _) {
        // Closed, gone, or another user's.
      }
    }
    return pipes;
  }

  /// Everybody else who holds one of these pipes now.
  static List<ProcessHandle> of(Set<String> pipes) {
    List<ProcessHandle> holders = new ArrayList<>();
    if (pipes.isEmpty()) {
      return holders;
    }
    long self = ProcessHandle.current().pid();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(String.valueOf(process.getFileName()));
        if (pid != self && pipesOf(pid).stream().anyMatch(pipes::contains)) {
          ProcessHandle.of(pid).ifPresent(holders::add);
        }
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException _) {
      // What could be read is enough: this is asked again until nobody is found.
    }
    return holders;
  }
}

package dev.doorward.tools.commands;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The way to a file as the system goes it: every folder and every link it passes, each at its real
/// place. Who may change one of them says where the way leads.
///
/// @param places folders and links, and last the file itself
/// @param names what the file is called: by the way as written, by each link it leads to, and last
///   by the file itself
record ProgramPath(List<Path> places, List<String> names) {
  // What Linux follows.
  private static final int MOST_LINKS = 40;

  /// @param file an absolute path to something that is there
  static ProgramPath of(Path file) throws IOException {
    List<Path> places = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Deque<Path> ahead = new ArrayDeque<>();
    file.forEach(ahead::addLast);
    Path top = file.getRoot();
    Path here = top;
    places.add(top);
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().equals("..")) {
        here = here.getParent() == null ? top : here.getParent();
        continue;
      }
      if (name.toString().isEmpty() || name.toString().equals(".")) {
        continue;
      }
      Path next = here.resolve(name);
      places.add(next);
      if (ahead.isEmpty()) {
        names.add(name.toString());
      }
      if (!Files.isSymbolicLink(next)) {
        here = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      Path target = Files.readSymbolicLink(next);
      here = target.isAbsolute() ? top : here;
      List<Path> steps = new ArrayList<>();
      target.forEach(steps::add);
      steps.reversed().forEach(ahead::addFirst);
    }
    return new ProgramPath(List.copyOf(places), List.copyOf(names));
  }
}

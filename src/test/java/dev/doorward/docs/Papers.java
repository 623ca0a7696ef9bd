package dev.doorward.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The written files of the tree, without what builds and runs leave behind.
final class Papers {
  private static final Set<String> NOT_OURS =
      Set.of(".git", "target", "node_modules", ".dist", ".doorward");

  private Papers() {}

  /// Every Markdown file people read; skills and workspaces under `examples` are data, not papers.
  static List<Path> all() throws IOException {
    return walk(Path.of("")).stream()
        .filter(file -> file.toString().endsWith(".md") && !file.startsWith("examples"))
        .toList();
  }

  /// Every file of one name.
  static List<Path> named(String name) throws IOException {
    return walk(Path.of("")).stream().filter(file -> file.endsWith(name)).toList();
  }

  /// A paper without its fenced blocks, where brackets are not links.
  static String withoutCode(String text) {
    return text.replaceAll("(?ms)^ *```.*?^ *```", "").replaceAll("`[^`\n]*`", "");
  }

  private static List<Path> walk(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> children = Files.list(directory.resolve(""))) {
      for (Path child : children.sorted().toList()) {
        if (NOT_OURS.contains(child.getFileName().toString())) {
          continue;
        }
        if (Files.isDirectory(child)) {
          files.addAll(walk(child));
        } else {
          files.add(child);
        }
      }
    }
    return files;
  }
}

package dev.doorward;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.SettingsRefused;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

/// The jars of the folder `extensions`, as the launcher puts them on the class path.
final class ExtensionJars {
  private static final Path FOLDER = Path.of("extensions");
  private static final String BEANS = "META-INF/micronaut/";

  private ExtensionJars() {}

  /// Refuses what would become part of the server without being enabled: the framework takes up
  /// every bean that any jar lists.
  ///
  /// @param classPath as `java.class.path` has it
  static void check(String classPath) {
    for (Path jar : jars(classPath)) {
      if (holdsBeans(jar)) {
        throw new SettingsRefused(
            "extensions",
            "",
            Kinds.quoted(String.valueOf(jar.getFileName()))
                + " holds beans of the framework, which would be active without being enabled",
            "leave " + BEANS + " out of it, also that of jars it was packed with, or take it away");
      }
    }
  }

  private static List<Path> jars(String classPath) {
    try {
      return Arrays.stream(classPath.split(File.pathSeparator, -1))
          .map(Path::of)
          .filter(jar -> jar.getParent() != null && jar.getParent().endsWith(FOLDER))
          .toList();
    } catch (InvalidPathException _) {
      // Nothing is loaded from there either.
      return List.of();
    }
  }

  private static boolean holdsBeans(Path jar) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.stream().anyMatch(entry -> entry.getName().startsWith(BEANS));
    } catch (IOException _) {
      // Nothing is loaded from it either.
      return false;
    }
  }
}

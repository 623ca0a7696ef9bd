package dev.doorward.tools.skills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Writes skills into a directory for a test.
record SkillTree(Path root) {
  SkillTree skill(String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return file(path + "/SKILL.md", main(name));
  }

  static String main(String name) {
    return "---\nname: %s\ndescription: Does %s. Use for %s.\n---\n\n# %s\n"
        .formatted(name, name, name, name);
  }

  SkillTree file(String path, String text) throws IOException {
    return file(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  SkillTree file(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  static SkillSet load(Path... roots) {
    return SkillLoader.load(settings(roots));
  }

  static SkillsSettings settings(Path... roots) {
    return new SkillsSettings(Arrays.asList(roots), SkillsSettings.DEFAULT_TOTAL_BYTES);
  }

  static List<String> paths(SkillSet skills) {
    return skills.published().stream().map(skill -> skill.path()).toList();
  }

  static String problems(SkillSet skills) {
    return skills.problems().toString();
  }
}

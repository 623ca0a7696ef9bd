package dev.doorward.tools.skills;

import dev.doorward.service.Skill;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A skill of the snapshot with its files.
///
/// @param published the entry as the skills extension publishes it
/// @param frontMatter its front matter
/// @param files its files by their path inside the skill, sorted
record LoadedSkill(
    Skill published, FrontMatter frontMatter, SequencedMap<String, SkillFile> files) {
  /// The file every skill has.
  static final String MAIN_FILE = "SKILL.md";

  LoadedSkill {
    files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
  }

  String path() {
    return published.path();
  }

  /// The permission to see the skill and everything in it.
  String permission() {
    return permission(path());
  }

  static String permission(String path) {
    return "skills:read:" + path;
  }

  /// The text of `SKILL.md`; the loader refuses a skill whose `SKILL.md` is not text.
  String mainText() {
    SkillFile main = files.get(MAIN_FILE);
    return main == null ? "" : main.content().text().orElse("");
  }
}

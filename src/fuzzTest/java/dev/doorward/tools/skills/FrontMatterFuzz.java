package dev.doorward.tools.skills;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a `SKILL.md` holds: it is refused in words, or its front matter is JSON with the name
/// it must have.
class FrontMatterFuzz {
  @FuzzTest
  void refusesInWordsOrGivesJson(FuzzedDataProvider fuzz) {
    String text = "---\n" + fuzz.consumeRemainingAsString() + "\n---\n";
    try {
      FrontMatter read = FrontMatter.read(text, "a");
      if (!read.name().equals("a") || read.description().isBlank()) {
        throw new AssertionError("accepted " + read);
      }
      String json = read.fields().toString();
      if (!JsonMapper.shared().readTree(json).toString().equals(json)) {
        throw new AssertionError("not the same JSON when read again: " + read.fields());
      }
    } catch (BrokenSkill refused) {
      if (refused.problem().isBlank()) {
        throw new AssertionError("refused without a word", refused);
      }
    }
  }
}

package dev.doorward.tools.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The skills the distribution carries.
class ExampleSkillsTest {
  private static final Pattern REFERENCE =
      Pattern.compile("`((?:references|scripts|assets)/[^`]+)`");
  private static final SkillSet EXAMPLES = SkillTree.load(Path.of("examples/skills"));

  @Test
  void areServedWithoutAProblem() {
    assertThat(EXAMPLES.problems()).isEmpty();
    assertThat(SkillTree.paths(EXAMPLES))
        .containsExactly("dependency-upgrade", "incident-review", "sql-migration-review");
  }

  @Test
  void referToFilesTheyHaveAndHaveNoOthers() {
    for (LoadedSkill skill : EXAMPLES.skills()) {
      var referred = new TreeSet<String>();
      referred.add(LoadedSkill.MAIN_FILE);
      REFERENCE
          .matcher(skill.mainText())
          .results()
          .map(MatchResult::group)
          .map(quoted -> quoted.replace("`", ""))
          .forEach(referred::add);
      assertThat(skill.files().keySet()).containsExactlyInAnyOrderElementsOf(referred);
    }
  }
}

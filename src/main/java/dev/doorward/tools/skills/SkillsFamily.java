package dev.doorward.tools.skills;

import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import dev.doorward.service.Toolset;
import java.util.List;
import java.util.Optional;

/// The skills family as the composition sees it. Making one reads nothing; the files are read on
/// first use.
public final class SkillsFamily {
  /// The name this family is enabled and disabled by.
  public static final String NAME = "skills";

  private final SkillLibrary library;
  private final Changes changes;

  /// Prepares the family.
  ///
  /// @param changes hears of a reload
  public SkillsFamily(SkillsSettings settings, Changes changes) {
    this.library = new SkillLibrary(settings);
    this.changes = changes;
  }

  /// What the family brings to the catalog.
  public Toolset toolset() {
    return new Toolset(
        NAME,
        List.of(new ListSkills(library), new ReadSkill(library)),
        List.of(new ServedSkills.Files(library)),
        List.of(new SkillPrompts(library)),
        List.of(),
        Optional.of(new ServedSkills.Entries(library)));
  }

  /// Reads the skills now rather than on first use and tells what is wrong with those that are not
  /// served.
  public List<SkillProblem> load() {
    return library.current().problems();
  }

  /// Reads all skills again, puts them in force as a whole and announces it.
  public List<SkillProblem> reload() {
    List<SkillProblem> problems = library.reload().problems();
    changes.announce(new Change.Prompts());
    changes.announce(new Change.Resources());
    return problems;
  }
}

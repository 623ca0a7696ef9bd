package dev.doorward;

import dev.doorward.ops.Build;
import dev.doorward.service.Changes;
import dev.doorward.service.Toolset;
import dev.doorward.tools.conformance.ConformanceToolset;
import dev.doorward.tools.diagnostics.DiagnosticsFamily;
import dev.doorward.tools.diagnostics.ServerFacts;
import dev.doorward.tools.skills.SkillsFamily;
import dev.doorward.tools.workspace.WorkspaceFamily;
import dev.doorward.tools.workspace.WorkspaceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which families stand behind the doors. Making them reads no file but the workspace's root.
final class Families {
  static final String INSTRUCTIONS =
      "Skills hold step-by-step instructions for recurring work: list them with list_skills or"
          + " skills/list and read the one that fits before you start. Files of the workspace are"
          + " read with list_directory and read_file.";

  private static final Logger LOG = LoggerFactory.getLogger(Families.class);

  private Families() {}

  static List<Toolset> of(Settings settings, Changes changes) {
    Set<String> enabled = settings.toolsets().enabled();
    List<Toolset> families = new ArrayList<>();
    if (enabled.contains(DiagnosticsFamily.NAME)) {
      families.add(diagnostics(enabled));
    }
    if (enabled.contains(SkillsFamily.NAME)) {
      families.add(new SkillsFamily(settings.skills(), changes).toolset());
    }
    if (enabled.contains(WorkspaceFamily.NAME) && settings.workspace().path().isPresent()) {
      families.add(workspace(settings.workspace()));
    }
    if (enabled.contains("conformance")) {
      families.add(ConformanceToolset.of(changes));
    }
    return families;
  }

  private static Toolset diagnostics(Set<String> enabled) {
    InstantSource clock = InstantSource.system();
    ServerFacts facts =
        new ServerFacts(Build.version(), Build.id(), clock.instant(), List.copyOf(enabled));
    return DiagnosticsFamily.toolset(facts, clock, ThreadLocalRandom::current);
  }

  private static Toolset workspace(WorkspaceSettings settings) {
    try {
      WorkspaceFamily family =
          WorkspaceFamily.open(settings.path().orElseThrow(), settings.hiddenFiles());
      if (!family.raceFree()) {
        LOG.warn("workspace_not_race_free");
      }
      return family.toolset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.doorward;

import dev.doorward.ops.Build;
import dev.doorward.service.Changes;
import dev.doorward.service.Toolset;
import dev.doorward.tools.commands.CommandsFamily;
import dev.doorward.tools.conformance.ConformanceToolset;
import dev.doorward.tools.diagnostics.DiagnosticsFamily;
import dev.doorward.tools.diagnostics.ServerFacts;
import dev.doorward.tools.scan.ScanFamily;
import dev.doorward.tools.skills.SkillsFamily;
import dev.doorward.tools.testing.TestingFamily;
import dev.doorward.tools.workspace.WorkspaceFamily;
import dev.doorward.tools.workspace.WorkspaceSettings;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which families stand behind the doors. Making them reads no file but the workspace's root.
final class Families implements Closeable {
  static final String INSTRUCTIONS =
      "Skills hold step-by-step instructions for recurring work: list them with list_skills or"
          + " skills/list and read the one that fits before you start. Files of the workspace are"
          + " read with list_directory and read_file.";

  private static final Logger LOG = LoggerFactory.getLogger(Families.class);

  private final List<Toolset> toolsets = new ArrayList<>();
  private final Optional<SkillsFamily> skills;
  private final Optional<CommandsFamily> commands;

  Families(Settings settings, Changes changes) {
    Set<String> enabled = settings.toolsets().enabled();
    this.skills =
        enabled.contains(SkillsFamily.NAME)
            ? Optional.of(new SkillsFamily(settings.skills(), changes))
            : Optional.empty();
    if (enabled.contains(DiagnosticsFamily.NAME)) {
      toolsets.add(diagnostics(enabled));
    }
    skills.map(SkillsFamily::toolset).ifPresent(toolsets::add);
    if (enabled.contains(WorkspaceFamily.NAME) && settings.workspace().path().isPresent()) {
      WorkspaceFamily workspace = workspace(settings.workspace());
      toolsets.add(workspace.toolset());
      // It looks at what the workspace shows, so that without one there is nothing to look at.
      if (enabled.contains(ScanFamily.NAME)) {
        toolsets.add(ScanFamily.toolset(workspace.sandbox(), workspace::shows, Build.version()));
      }
    }
    if (enabled.contains("conformance")) {
      toolsets.add(ConformanceToolset.of(changes));
    }
    if (enabled.contains(TestingFamily.NAME)) {
      toolsets.add(TestingFamily.toolset());
    }
    this.commands =
        DeclaredCommands.offered(settings)
            ? Optional.of(DeclaredCommands.family(settings))
            : Optional.empty();
    commands.map(CommandsFamily::toolset).ifPresent(toolsets::add);
    for (String name : enabled) {
      if (!ToolsetSettings.ALL.contains(name)) {
        toolsets.add(OtherFamilies.toolset(name, changes));
      }
    }
  }

  /// What each enabled family brings.
  List<Toolset> toolsets() {
    return List.copyOf(toolsets);
  }

  /// Does now what would else wait for the first caller who needs it, and logs which skills are
  /// refused.
  void warmUp() {
    skills.ifPresent(SkillsFamily::load);
  }

  /// Has what was started end with the process, where nobody waits for calls then.
  void endWithTheProcess() {
    commands.ifPresent(CommandsFamily::endWithTheProcess);
  }

  @Override
  public void close() {
    commands.ifPresent(CommandsFamily::close);
  }

  private static Toolset diagnostics(Set<String> enabled) {
    InstantSource clock = InstantSource.system();
    ServerFacts facts =
        new ServerFacts(Build.version(), Build.id(), clock.instant(), List.copyOf(enabled));
    return DiagnosticsFamily.toolset(facts, clock, ThreadLocalRandom::current);
  }

  private static WorkspaceFamily workspace(WorkspaceSettings settings) {
    try {
      WorkspaceFamily family =
          WorkspaceFamily.open(settings.path().orElseThrow(), settings.hiddenFiles());
      if (!family.raceFree()) {
        LOG.warn("workspace.not-race-free");
      }
      return family;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.doorward.tools.skills;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshot in force, read on first use and replaced as a whole.
final class SkillLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(SkillLibrary.class);

  private final SkillsSettings settings;
  private final ReentrantLock loading = new ReentrantLock();
  private final AtomicReference<Optional<SkillSet>> current =
      new AtomicReference<>(Optional.empty());

  SkillLibrary(SkillsSettings settings) {
    this.settings = settings;
  }

  /// The snapshot in force; the first caller reads the files and the others wait for it.
  SkillSet current() {
    return current.get().orElseGet(this::loadOnce);
  }

  /// Reads everything again and puts it in force.
  SkillSet reload() {
    loading.lock();
    try {
      return load();
    } finally {
      loading.unlock();
    }
  }

  private SkillSet loadOnce() {
    loading.lock();
    try {
      return current.get().orElseGet(this::load);
    } finally {
      loading.unlock();
    }
  }

  private SkillSet load() {
    SkillSet loaded = SkillLoader.load(settings);
    for (SkillProblem problem : loaded.problems()) {
      LOG.atWarn()
          .addKeyValue("directory", problem.where())
          .addKeyValue("problem", problem.problem())
          .log("skill.refused");
    }
    LOG.atInfo()
        .addKeyValue("served", loaded.published().size())
        .addKeyValue("refused", loaded.problems().size())
        .log("skills.loaded");
    current.set(Optional.of(loaded));
    return loaded;
  }
}

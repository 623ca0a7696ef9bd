package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Inspection;
import dev.doorward.inspection.Subject;
import dev.doorward.inspection.TextFindings;
import dev.doorward.sandbox.Access;
import dev.doorward.sandbox.Access.Denied;
import dev.doorward.sandbox.Access.Granted;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.FileContent;
import dev.doorward.sandbox.Listing;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Rights;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.tools.scan.advisories.Advisories;
import dev.doorward.tools.scan.advisories.LockFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Goes through trees of files, one file at a time, and gathers what the content rules find.
public final class Scanner {
  private static final String SKILL = "SKILL.md";
  private static final String GIT = ".git";

  private final Inspection inspection;
  private final ScanLimits limits;
  private final boolean ignoring;
  private final Advisories advisories;

  /// @param ignoring whether ignore files are followed
  /// @param advisories what dependencies are checked against
  public Scanner(
      Inspection inspection, ScanLimits limits, boolean ignoring, Advisories advisories) {
    this.inspection = inspection;
    this.limits = limits;
    this.ignoring = ignoring;
    this.advisories = advisories;
  }

  /// Looks through all trees, within the limits of one scan.
  ///
  /// @param beat how often the watcher hears of it
  /// @param nanos a clock that only grows
  /// @throws InterruptedException when the scan is no longer wanted
  public Report scan(
      List<Tree> trees, Baseline baseline, Watcher watcher, Duration beat, LongSupplier nanos)
      throws InterruptedException {
    Tally tally = new Tally(limits, watcher, beat, nanos);
    IgnoreFile.Room room = new IgnoreFile.Room();
    for (Tree tree : trees) {
      new Walk(tree, tally, room).begin();
    }
    return tally.report(baseline);
  }

  private final class Walk {
    private final Tree tree;
    private final Sandbox sandbox;
    private final Tally tally;
    private final IgnoreFile.Room room;
    private final Optional<String> owner;

    Walk(Tree tree, Tally tally, IgnoreFile.Room room) {
      this.tree = tree;
      this.sandbox = tree.sandbox();
      this.tally = tally;
      this.room = room;
      this.owner =
          sandbox.rights(tree.start()).granted().flatMap(rights -> rights).map(Rights::owner);
    }

    void begin() throws InterruptedException {
      RelativePath start = tree.start();
      switch (sandbox.stat(start)) {
        case Denied<Entry>(Access.Reason reason) ->
            tally.skip(tree.shown(start), Skipped.Reason.of(reason));
        case Granted<Entry>(Entry entry) -> {
          switch (entry.kind()) {
            case DIRECTORY -> directory(start, List.of(), inSkill(start));
            case FILE -> file(start, inSkill(start.parent()));
            case LINK -> tally.skip(tree.shown(start), Skipped.Reason.LINK);
            case OTHER -> tally.skip(tree.shown(start), Skipped.Reason.SPECIAL);
          }
        }
      }
    }

    /// A skill may begin above the path that was named.
    private boolean inSkill(RelativePath directory) {
      RelativePath here = directory;
      while (sandbox.stat(here.child(SKILL)).granted().isEmpty()) {
        if (here.isTop()) {
          return false;
        }
        here = here.parent();
      }
      return true;
    }

    private void directory(RelativePath path, List<IgnoreFile> ignored, boolean skill)
        throws InterruptedException {
      if (!tally.goesOn()) {
        return;
      }
      rights(path, true, skill);
      switch (sandbox.list(path)) {
        case Denied<Listing>(Access.Reason reason) ->
            tally.skip(tree.shown(path), Skipped.Reason.of(reason));
        case Granted<Listing>(Listing listing) -> entries(path, listing, ignored, skill);
      }
    }

    private void entries(
        RelativePath path, Listing listing, List<IgnoreFile> ignored, boolean skill)
        throws InterruptedException {
      if (listing.withheld() > 0) {
        tally.skip(tree.shown(path), Skipped.Reason.NAME);
      }
      boolean here =
          skill || listing.entries().stream().anyMatch(each -> each.name().equals(SKILL));
      List<IgnoreFile> rules = ignoring ? rules(path, listing, ignored) : ignored;
      for (Entry entry : listing.entries()) {
        if (!tally.goesOn()) {
          return;
        }
        if (path.segments().size() >= RelativePath.MAX_DEPTH) {
          tally.skip(tree.shown(path), Skipped.Reason.DEEP);
          return;
        }
        RelativePath child = path.child(entry.name());
        boolean directory = entry.kind() == Entry.Kind.DIRECTORY;
        if (!tree.visible().test(child, directory)) {
          continue;
        }
        boolean out = IgnoreFile.leaveOut(rules, child, directory, tally::read);
        if (!tally.goesOn()) {
          return;
        }
        if (out) {
          tally.ignored();
          continue;
        }
        switch (entry.kind()) {
          case DIRECTORY -> below(child, rules, here);
          case FILE -> file(child, here);
          case LINK -> tally.skip(tree.shown(child), Skipped.Reason.LINK);
          case OTHER -> tally.skip(tree.shown(child), Skipped.Reason.SPECIAL);
        }
      }
    }

    private void below(RelativePath child, List<IgnoreFile> rules, boolean skill)
        throws InterruptedException {
      if (!child.name().equals(GIT)) {
        directory(child, rules, skill);
        return;
      }
      // Git's own files are packed; what people write into its settings is not.
      RelativePath settings = child.child("config");
      if (tree.visible().test(settings, false)
          && sandbox
              .stat(settings)
              .granted()
              .map(Entry::kind)
              .equals(Optional.of(Entry.Kind.FILE))) {
        file(settings, false);
      }
    }

    private List<IgnoreFile> rules(RelativePath path, Listing listing, List<IgnoreFile> above) {
      List<IgnoreFile> all = new ArrayList<>(above);
      for (String name : IgnoreFile.NAMES) {
        if (listing.entries().stream()
            .noneMatch(each -> each.name().equals(name) && each.kind() == Entry.Kind.FILE)) {
          continue;
        }
        RelativePath file = path.child(name);
        Optional<FileContent> content = sandbox.read(file, IgnoreFile.LONGEST_BYTES).granted();
        content.ifPresent(read -> tally.read(read.sizeBytes()));
        Optional<IgnoreFile> patterns =
            content.flatMap(FileContent::text).flatMap(text -> IgnoreFile.parse(path, text, room));
        if (patterns.isPresent()) {
          all.add(patterns.get());
        } else {
          // The directory is named: the file itself may be hidden.
          tally.skip(tree.shown(path), Skipped.Reason.IGNORE_FILE);
        }
      }
      return all;
    }

    private void file(RelativePath path, boolean skill) throws InterruptedException {
      Subject subject = new Subject(tree.shown(path), skill);
      tally.file();
      tally.found(inspection.name(subject));
      rights(path, false, skill);
      Access<TextFindings> read =
          sandbox.open(path, (channel, _) -> inspection.text(subject, channel, tally::read));
      switch (read) {
        case Denied<TextFindings>(Access.Reason reason) -> {
          // An interrupted reading looks like a broken one.
          if (tally.goesOn()) {
            tally.skip(subject.path(), Skipped.Reason.of(reason));
          }
          return;
        }
        case Granted<TextFindings>(TextFindings text) -> {
          if (text.kind() == TextFindings.Kind.BINARY) {
            tally.skip(subject.path(), Skipped.Reason.BINARY);
            return;
          }
          tally.found(text.findings());
          tally.more(text.more());
        }
      }
      if (inspection.structured(subject)) {
        whole(path, subject, Inspection.WHOLE_BYTES).ifPresent(text -> structure(subject, text));
      }
      if (!advisories.isEmpty()) {
        Optional<LockFile> lock = LockFile.named(subject.name());
        if (lock.isPresent()) {
          whole(path, subject, LockFile.MOST_BYTES)
              .ifPresent(text -> dependencies(subject, lock.get(), text));
        }
      }
    }

    private Optional<String> whole(RelativePath path, Subject subject, int most) {
      return switch (sandbox.read(path, most)) {
        case Granted<FileContent>(FileContent content) -> content.text();
        case Denied<FileContent>(Access.Reason reason) -> {
          tally.skip(subject.path(), Skipped.Reason.of(reason));
          yield Optional.empty();
        }
      };
    }

    private void structure(Subject subject, String text) {
      Inspection.Structure structure = inspection.structure(subject, text, tally::read);
      if (!structure.readable()) {
        tally.skip(subject.path(), Skipped.Reason.MALFORMED);
      }
      if (structure.cut()) {
        tally.skip(subject.path(), Skipped.Reason.LARGE);
      }
      tally.found(structure.findings());
      tally.more(structure.more());
    }

    private void dependencies(Subject subject, LockFile lock, String text) {
      Optional<List<Finding>> found =
          lock.read(text)
              .map(all -> advisories.findings(inspection.dependency(), subject.path(), all));
      if (found.isEmpty()) {
        tally.skip(subject.path(), Skipped.Reason.MALFORMED);
      }
      found.ifPresent(tally::found);
    }

    private void rights(RelativePath path, boolean directory, boolean skill) {
      Optional<Rights> rights = sandbox.rights(path).granted().flatMap(found -> found);
      if (rights.isPresent() && owner.isPresent()) {
        tally.found(
            inspection.rights(
                new Subject(tree.shown(path), skill), directory, rights.get(), owner.get()));
      }
    }
  }
}

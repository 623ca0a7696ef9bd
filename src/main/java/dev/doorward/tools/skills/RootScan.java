package dev.doorward.tools.skills;

import dev.doorward.sandbox.Access.Denied;
import dev.doorward.sandbox.Access.Granted;
import dev.doorward.sandbox.Access.Reason;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.Listing;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What lies below one skills root: directories, their files, and what makes a directory unfit to
/// be served. Names that begin with a dot are left out: they hold version control and secrets, not
/// skills.
final class RootScan {
  private static final int MAX_ENTRIES = 50_000;

  private final Sandbox sandbox;
  private final Map<RelativePath, List<Entry>> directories = new LinkedHashMap<>();
  private final Map<RelativePath, String> faults = new LinkedHashMap<>();
  private int entries;

  private RootScan(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  static RootScan of(Sandbox sandbox) {
    RootScan scan = new RootScan(sandbox);
    scan.visit(RelativePath.TOP);
    return scan;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /// Directories that hold a `SKILL.md`, or something easily taken for one, sorted by path.
  List<RelativePath> candidates() {
    return directories.entrySet().stream()
        .filter(each -> each.getValue().stream().anyMatch(RootScan::looksLikeMainFile))
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(RelativePath::toString))
        .toList();
  }

  /// The directory itself and every directory below it.
  List<RelativePath> within(RelativePath top) {
    return directories.keySet().stream().filter(path -> holds(top, path)).toList();
  }

  /// The files and directories directly in a directory, sorted by name.
  List<Entry> children(RelativePath directory) {
    return directories.getOrDefault(directory, List.of());
  }

  /// The first thing in a directory or below it that cannot be served.
  Optional<String> fault(RelativePath top) {
    return faults.entrySet().stream()
        .filter(each -> holds(top, each.getKey()))
        .map(
            each ->
                each.getKey().isTop() ? each.getValue() : each.getKey() + ": " + each.getValue())
        .findFirst();
  }

  private void visit(RelativePath directory) {
    switch (sandbox.list(directory)) {
      case Denied<Listing>(Reason reason) ->
          faults.put(directory, "cannot be listed (" + reason + ")");
      case Granted<Listing>(Listing listing) -> take(directory, listing);
    }
  }

  private void take(RelativePath directory, Listing listing) {
    entries += listing.entries().size();
    if (entries > MAX_ENTRIES) {
      faults.put(directory, "the skills root has more than " + MAX_ENTRIES + " entries");
      return;
    }
    if (listing.withheld() > 0) {
      faults.put(directory, "has a file whose name has hidden or reserved characters; rename it");
    }
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : listing.entries()) {
      if (entry.name().startsWith(".")) {
        continue;
      }
      switch (entry.kind()) {
        case FILE -> kept.add(entry);
        case LINK ->
            faults.put(directory, entry.name() + " is a symbolic link; put the file itself there");
        case OTHER -> faults.put(directory, entry.name() + " is not a regular file");
        case DIRECTORY -> kept.add(entry);
      }
    }
    directories.put(directory, List.copyOf(kept));
    kept.stream()
        .filter(entry -> entry.kind() == Entry.Kind.DIRECTORY)
        .forEach(entry -> descend(directory, entry.name()));
  }

  private void descend(RelativePath directory, String name) {
    if (directory.segments().size() >= RelativePath.MAX_DEPTH) {
      faults.put(directory, "is nested deeper than " + RelativePath.MAX_DEPTH + " directories");
      return;
    }
    visit(directory.child(name));
  }

  private static boolean looksLikeMainFile(Entry entry) {
    return entry.kind() == Entry.Kind.FILE && entry.name().equalsIgnoreCase(LoadedSkill.MAIN_FILE);
  }

  private static boolean holds(RelativePath top, RelativePath path) {
    int length = top.segments().size();
    return path.segments().size() >= length
        && path.segments().subList(0, length).equals(top.segments());
  }
}

package dev.doorward.tools.skills;

import dev.doorward.sandbox.Access.Denied;
import dev.doorward.sandbox.Access.Granted;
import dev.doorward.sandbox.Access.Reason;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.FileContent;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Skill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Reads every skill below the roots into one snapshot. A skill that breaks a rule is left out with
/// a [SkillProblem]; the others are served.
final class SkillLoader {
  /// Limits every conforming host must accept (ext-skills, "Limits").
  static final int MAX_FILES = 512;

  static final long MAX_SKILL_BYTES = 16L * 1024 * 1024;
  private static final int MAX_SKILLS = 1_000;
  private static final int MAX_URI = 2_048;

  private final SkillsSettings settings;
  private final SkillSet.Builder found = new SkillSet.Builder();
  private final List<SkillProblem> problems = new ArrayList<>();
  private long heldBytes;

  private SkillLoader(SkillsSettings settings) {
    this.settings = settings;
  }

  static SkillSet load(SkillsSettings settings) {
    SkillLoader loader = new SkillLoader(settings);
    settings.roots().forEach(loader::loadRoot);
    return loader.found.build(loader.problems);
  }

  private void loadRoot(Path root) {
    RootScan scan;
    try {
      scan = RootScan.of(Sandbox.open(root));
    } catch (IOException unreadable) {
      problems.add(new SkillProblem(root.toString(), "the skills root cannot be opened"));
      return;
    }
    List<RelativePath> candidates = scan.candidates();
    if (candidates.isEmpty()) {
      scan.fault(RelativePath.TOP)
          .ifPresent(fault -> problems.add(new SkillProblem(root.toString(), fault)));
    }
    Root known = new Root(scan, prefix(scan, candidates), new HashMap<>());
    // All of one root's skills are judged before any is added, because those of one root may nest.
    List<Found> loaded = new ArrayList<>();
    for (RelativePath candidate : candidates) {
      try {
        LoadedSkill skill = load(known, candidate);
        checkRoom(skill, loaded.size());
        loaded.add(new Found(candidate, skill));
      } catch (BrokenSkill broken) {
        problems.add(
            new SkillProblem(root.resolve(candidate.toString()).toString(), broken.problem()));
      }
    }
    loaded.forEach(each -> add(known, each));
  }

  private record Found(RelativePath folder, LoadedSkill skill) {}

  /// A root under work: names in front of its skill paths, and the files read so far, each held
  /// once.
  private record Root(RootScan scan, List<String> prefix, Map<RelativePath, SkillFile> files) {
    List<String> names(RelativePath path) {
      List<String> names = new ArrayList<>(prefix);
      names.addAll(path.segments());
      return names;
    }
  }

  /// A root that is itself a skill lends its own name to the namespace.
  private static List<String> prefix(RootScan scan, List<RelativePath> candidates) {
    return candidates.contains(RelativePath.TOP)
        ? List.of(scan.sandbox().root().getFileName().toString())
        : List.of();
  }

  private LoadedSkill load(Root root, RelativePath folder) throws BrokenSkill {
    var fault = root.scan().fault(folder);
    if (fault.isPresent()) {
      throw new BrokenSkill(fault.get());
    }
    checkDeclaredSize(root, folder);
    List<String> names = root.names(folder);
    // The front matter first: a skill it rules out should not take room from the others.
    SkillFile main = mainFile(root, folder);
    FrontMatter frontMatter = frontMatter(main, names.getLast());
    SequencedMap<String, SkillFile> files = new TreeMap<>();
    long bytes = 0;
    for (RelativePath path : filesWithin(root, folder)) {
      SkillFile file = read(root, path);
      bytes += file.content().sizeBytes();
      files.put(inside(folder, path), file);
    }
    // Files may have grown since their sizes were added up.
    checkSize(files.size(), bytes);
    List<Skill.File> manifest =
        files.values().stream()
            .map(file -> new Skill.File(file.uri(), file.digest(), file.content().sizeBytes()))
            .sorted(Comparator.comparing(Skill.File::uri))
            .toList();
    Skill published =
        new Skill(main.uri(), String.join("/", names), frontMatter.fields(), manifest);
    return new LoadedSkill(published, frontMatter, files);
  }

  private static String inside(RelativePath folder, RelativePath file) {
    int depth = folder.segments().size();
    return String.join("/", file.segments().subList(depth, file.segments().size()));
  }

  private SkillFile mainFile(Root root, RelativePath folder) throws BrokenSkill {
    if (root.scan().children(folder).stream()
        .noneMatch(entry -> entry.name().equals(LoadedSkill.MAIN_FILE))) {
      throw new BrokenSkill("the file must be named SKILL.md, in capitals");
    }
    return read(root, folder.child(LoadedSkill.MAIN_FILE));
  }

  private static FrontMatter frontMatter(SkillFile main, String directory) throws BrokenSkill {
    String text =
        main.content().text().orElseThrow(() -> new BrokenSkill("SKILL.md is not UTF-8 text"));
    return FrontMatter.read(text, directory);
  }

  private static void checkDeclaredSize(Root root, RelativePath folder) throws BrokenSkill {
    int count = 0;
    long bytes = 0;
    for (RelativePath directory : root.scan().within(folder)) {
      for (Entry entry : root.scan().children(directory)) {
        if (entry.kind() == Entry.Kind.FILE) {
          count++;
          bytes += entry.sizeBytes();
        }
      }
    }
    checkSize(count, bytes);
  }

  private static void checkSize(int files, long bytes) throws BrokenSkill {
    if (files > MAX_FILES) {
      throw new BrokenSkill("has more than " + MAX_FILES + " files");
    }
    if (bytes > MAX_SKILL_BYTES) {
      throw new BrokenSkill("has more than " + MAX_SKILL_BYTES + " bytes");
    }
  }

  private static List<RelativePath> filesWithin(Root root, RelativePath folder) {
    List<RelativePath> files = new ArrayList<>();
    for (RelativePath directory : root.scan().within(folder)) {
      for (Entry entry : root.scan().children(directory)) {
        if (entry.kind() == Entry.Kind.FILE) {
          files.add(directory.child(entry.name()));
        }
      }
    }
    return files;
  }

  private SkillFile read(Root root, RelativePath path) throws BrokenSkill {
    SkillFile known = root.files().get(path);
    if (known != null) {
      return known;
    }
    SkillFile file =
        switch (root.scan().sandbox().read(path, MAX_SKILL_BYTES)) {
          case Denied<FileContent>(Reason reason) ->
              throw new BrokenSkill(path + " cannot be read (" + reason + ")");
          case Granted<FileContent>(FileContent content) ->
              SkillFile.of(SkillUris.of(root.names(path)), path.name(), content);
        };
    if (file.uri().length() > MAX_URI) {
      throw new BrokenSkill(path + " has a URI of more than " + MAX_URI + " characters");
    }
    heldBytes += file.content().sizeBytes();
    if (heldBytes > settings.totalBytes()) {
      heldBytes -= file.content().sizeBytes();
      throw new BrokenSkill(
          "all skills together have more bytes than may be held; raise the limit");
    }
    root.files().put(path, file);
    return file;
  }

  private void checkRoom(LoadedSkill skill, int loadedHere) throws BrokenSkill {
    if (found.size() + loadedHere >= MAX_SKILLS) {
      throw new BrokenSkill("there are more than " + MAX_SKILLS + " skills");
    }
    if (found.overlaps(skill.path())) {
      throw new BrokenSkill("another root already has a skill at, above or below this path");
    }
  }

  private void add(Root root, Found each) {
    found.add(each.skill());
    for (RelativePath directory : root.scan().within(each.folder())) {
      List<SkillSet.Child> children =
          root.scan().children(directory).stream()
              .map(entry -> child(root, directory, entry))
              .toList();
      found.addDirectory(SkillUris.of(root.names(directory)), each.skill().path(), children);
    }
  }

  private static SkillSet.Child child(Root root, RelativePath directory, Entry entry) {
    String uri = SkillUris.of(root.names(directory.child(entry.name())));
    return new SkillSet.Child(uri, entry.name(), entry.kind() == Entry.Kind.DIRECTORY);
  }
}

package dev.doorward.tools.skills;

import dev.doorward.sandbox.MediaTypes;
import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// One immutable snapshot of every served skill, looked up by path or by URI as written.
final class SkillSet {
  private final SequencedMap<String, LoadedSkill> byPath;
  private final SequencedMap<String, LoadedSkill> byUri;
  private final Map<String, SkillFile> files;
  private final Map<String, List<Resource>> directories;
  private final Map<String, String> paths;
  private final List<Skill> published;
  private final List<Resource> resources;
  private final List<SkillProblem> problems;

  private SkillSet(Builder builder, List<SkillProblem> problems) {
    this.byPath = Collections.unmodifiableSequencedMap(new TreeMap<>(builder.byPath));
    this.byUri = Collections.unmodifiableSequencedMap(byUri(byPath));
    this.files = Map.copyOf(builder.files);
    this.paths = Map.copyOf(builder.paths);
    this.published = byUri.values().stream().map(LoadedSkill::published).toList();
    this.resources = builder.files.values().stream().map(this::resource).toList();
    Map<String, List<Resource>> listed = new HashMap<>();
    builder.children.forEach(
        (uri, children) -> listed.put(uri, children.stream().map(this::resource).toList()));
    this.directories = Map.copyOf(listed);
    this.problems = List.copyOf(problems);
  }

  private static SequencedMap<String, LoadedSkill> byUri(Map<String, LoadedSkill> byPath) {
    TreeMap<String, LoadedSkill> sorted = new TreeMap<>();
    byPath.values().forEach(skill -> sorted.put(skill.published().uri(), skill));
    return sorted;
  }

  /// A name in a directory.
  record Child(String uri, String name, boolean directory) {}

  /// Gathers skills; a nested skill is added after the one around it.
  static final class Builder {
    private final Map<String, LoadedSkill> byPath = new LinkedHashMap<>();
    private final TreeMap<String, SkillFile> files = new TreeMap<>();
    private final Map<String, List<Child>> children = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();

    int size() {
      return byPath.size();
    }

    /// Whether a skill is already at this path, around it or inside it.
    boolean overlaps(String path) {
      return byPath.keySet().stream()
          .anyMatch(
              other ->
                  (path + "/").startsWith(other + "/") || (other + "/").startsWith(path + "/"));
    }

    void add(LoadedSkill skill) {
      byPath.put(skill.path(), skill);
      for (SkillFile file : skill.files().values()) {
        files.put(file.uri(), file);
        // A nested skill comes later and takes its files over: they are seen with its permission.
        paths.put(file.uri(), skill.path());
      }
    }

    void addDirectory(String uri, String path, List<Child> names) {
      children.put(uri, names);
      paths.put(uri, path);
    }

    SkillSet build(List<SkillProblem> problems) {
      return new SkillSet(this, problems);
    }
  }

  /// All skills as they are published, sorted by URI.
  List<Skill> published() {
    return published;
  }

  /// All skills, sorted by path.
  Iterable<LoadedSkill> skills() {
    return byPath.values();
  }

  /// The skill at a skill path such as `acme/refunds`.
  Optional<LoadedSkill> atPath(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /// The skill whose `SKILL.md` has this URI.
  Optional<LoadedSkill> atUri(String uri) {
    return Optional.ofNullable(byUri.get(uri));
  }

  /// The file with this URI.
  Optional<SkillFile> file(String uri) {
    return Optional.ofNullable(files.get(uri));
  }

  /// The direct children of a directory, sorted by name.
  Optional<List<Resource>> directory(String uri) {
    return Optional.ofNullable(directories.get(uri));
  }

  /// The path of the innermost skill that a file or directory belongs to.
  Optional<String> pathOf(String uri) {
    return Optional.ofNullable(paths.get(uri));
  }

  /// Every file as a resource, sorted by URI.
  List<Resource> resources() {
    return resources;
  }

  /// The skills that were found and are not served.
  List<SkillProblem> problems() {
    return problems;
  }

  private Resource resource(Child child) {
    if (child.directory()) {
      return Resource.builder(child.uri(), child.name()).mimeType(MediaTypes.DIRECTORY).build();
    }
    SkillFile file = files.get(child.uri());
    if (file == null) {
      throw new IllegalStateException("a served directory holds a file that was not read");
    }
    return resource(file);
  }

  private Resource resource(SkillFile file) {
    LoadedSkill skill = byUri.get(file.uri());
    Resource.Builder resource =
        skill == null
            ? Resource.builder(file.uri(), file.name())
            : Resource.builder(file.uri(), skill.frontMatter().name())
                .description(skill.frontMatter().description());
    return resource.mimeType(file.mediaType()).size((long) file.content().sizeBytes()).build();
  }
}

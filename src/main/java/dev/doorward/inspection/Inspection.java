package dev.doorward.inspection;

import com.google.re2j.Pattern;
import dev.doorward.sandbox.Rights;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All rules, read from their files once, and what they find.
///
/// It is immutable; every question may be asked by many threads at once.
public final class Inspection {
  /// Most bytes of a recipe or manifest that is looked at as a whole.
  public static final int WHOLE_BYTES = Manifest.LONGEST;

  private static final Pattern RECIPE =
      Pattern.compile(
          "(?i)^(?:(?:docker|container)file(?:\\..{1,60})?|.{1,100}\\.(?:docker|container)file)$");

  private final List<TextRule> text = TextRule.read();
  private final Keywords keywords = Keywords.of(text.stream().map(TextRule::keywords).toList());
  private final List<NameRule> names = NameRule.read();
  private final List<RightsRule> rights = RightsRule.read();
  private final List<RecipeRule> recipes = RecipeRule.read();
  private final List<ManifestRule> manifests = ManifestRule.read();
  private final Rule dependency =
      RuleFields.read("dependencies.yaml")
          .getFirst()
          .rule(Category.DEPENDENCY, Severity.MEDIUM, "Take a version that is fixed.");

  private Inspection() {}

  private static final class Lazy {
    static final Inspection STANDARD = new Inspection();
  }

  /// The rules that come with the build; the first call reads them.
  public static Inspection standard() {
    return Lazy.STANDARD;
  }

  /// Every rule, sorted by id.
  public List<Rule> rules() {
    return Stream.of(
            text.stream().map(TextRule::rule),
            names.stream().map(NameRule::rule),
            rights.stream().map(RightsRule::rule),
            recipes.stream().map(RecipeRule::rule),
            manifests.stream().map(ManifestRule::rule),
            Stream.of(dependency))
        .flatMap(all -> all)
        .sorted(Comparator.comparing(Rule::id))
        .toList();
  }

  /// The rule under which vulnerable dependencies are reported.
  public Rule dependency() {
    return dependency;
  }

  /// What a file's name says.
  public List<Finding> name(Subject subject) {
    return names.stream()
        .filter(each -> each.matches(subject))
        .map(each -> Finding.of(each.rule(), subject, Place.FILE, subject.name(), subject.name()))
        .toList();
  }

  /// What the rights of a file or directory say.
  ///
  /// @param owner who owns the tree it belongs to
  public List<Finding> rights(Subject subject, boolean directory, Rights found, String owner) {
    boolean sensitive = names.stream().anyMatch(each -> each.sensitive() && each.matches(subject));
    return rights.stream()
        .filter(each -> each.matches(subject, directory, sensitive, found, owner))
        .map(each -> Finding.of(each.rule(), subject, Place.FILE, subject.name(), ""))
        .toList();
  }

  /// What a text says: secrets, hidden characters and, where models read it, instructions that
  /// deceive. The text may have any length; it is read once and not held.
  public TextFindings text(Subject subject, ReadableByteChannel channel, Pulse pulse)
      throws IOException {
    return new TextScan(text, keywords, subject).read(channel, pulse);
  }

  /// Whether a file is to be given to [#structure] too.
  public boolean structured(Subject subject) {
    return RECIPE.matcher(subject.name()).find() || yaml(subject);
  }

  /// What a recipe of an image or a manifest of a cluster says as a whole.
  ///
  /// @param pulse is asked now and then whether to go on; it hears of no bytes
  public Structure structure(Subject subject, String written, Pulse pulse) {
    Gathering gathering = new Gathering(subject, pulse);
    if (!yaml(subject)) {
      Recipe recipe = Recipe.parse(written);
      if (recipe.instructions().stream().anyMatch(each -> each.name().equals("FROM"))) {
        recipes.forEach(each -> each.find(recipe, gathering));
      }
      return gathering.structure(!recipe.whole());
    }
    if (!written.contains("apiVersion")) {
      return gathering.structure(false);
    }
    Optional<List<Manifest.Part>> parts = Manifest.parse(written);
    if (parts.isEmpty()) {
      return new Structure(List.of(), false, false, 0);
    }
    parts.get().forEach(part -> manifests.forEach(each -> each.find(part, gathering)));
    return gathering.structure(false);
  }

  private static boolean yaml(Subject subject) {
    String name = subject.name().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /// What was found in a file as a whole.
  ///
  /// @param readable whether it could be read as what it seems to be; a template cannot
  /// @param cut whether there is more of it than is looked at
  /// @param more findings beyond the most that are kept of one file
  public record Structure(List<Finding> findings, boolean readable, boolean cut, long more) {
    public Structure {
      findings = List.copyOf(findings);
    }
  }
}

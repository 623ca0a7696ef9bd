package dev.doorward.inspection;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A rule for the instructions of a Dockerfile.
///
/// @param instructions which it is about
/// @param pattern what their arguments must not look like
/// @param last whether only the last one of the last stage counts, and none is as bad
record RecipeRule(
    Rule rule,
    List<String> instructions,
    Pattern pattern,
    Optional<Pattern> but,
    boolean last,
    boolean stageNamesAllowed) {

  static List<RecipeRule> read() {
    return RuleFields.read("dockerfile.yaml").stream()
        .map(
            fields ->
                new RecipeRule(
                    fields.rule(Category.DOCKERFILE, Severity.MEDIUM, "Leave it out."),
                    Arrays.asList(fields.text("instruction").split("\\|", -1)),
                    Pattern.compile(fields.text("pattern")),
                    fields.pattern("but"),
                    fields.flag("last"),
                    fields.optional("stage-names").isPresent()))
        .toList();
  }

  void find(Recipe recipe, Gathering into) {
    if (last) {
      // Where instructions were left out, nobody knows which is the last.
      if (recipe.whole()) {
        findLast(recipe, into);
      }
      return;
    }
    for (Recipe.Instruction each : recipe.instructions()) {
      if (instructions.contains(each.name())
          && into.goesOn(each.arguments().length())
          && matches(each, recipe)) {
        found(each, into);
      }
    }
  }

  private void findLast(Recipe recipe, Gathering into) {
    Optional<Recipe.Instruction> end =
        recipe.lastStage().stream()
            .filter(each -> instructions.contains(each.name()))
            .reduce((_, later) -> later);
    if (end.isEmpty()) {
      into.add(rule, new Place(recipe.lastStage().getFirst().line(), 0), "", "none");
    }
    end.filter(each -> matches(each, recipe)).ifPresent(each -> found(each, into));
  }

  private boolean matches(Recipe.Instruction each, Recipe recipe) {
    return pattern.matcher(each.arguments()).find()
        && (but.isEmpty() || !but.get().matcher(each.arguments()).find())
        && !(stageNamesAllowed && namesStage(each, recipe));
  }

  private static boolean namesStage(Recipe.Instruction from, Recipe recipe) {
    String image = from.arguments().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    return recipe.stages().contains(image);
  }

  /// The arguments are not shown: they may hold a secret.
  private void found(Recipe.Instruction each, Gathering into) {
    into.add(rule, new Place(each.line(), 1), each.name(), each.name());
  }
}

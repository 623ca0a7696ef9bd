package dev.doorward.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.inspection.Inspection.Structure;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Recipes and manifests that are written to be slow, and what bounds them.
class StructureTest {
  private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n";

  @Test
  void aRecipeOfVeryManyStagesIsLookedAtAsFarAsItMayBe() {
    Structure found = read("Dockerfile", "FROM a AS b\n".repeat(80_000), _ -> true);

    assertThat(found.cut()).isTrue();
    assertThat(found.findings()).hasSize(1_000);
    assertThat(found.more()).isEqualTo(Recipe.MOST_INSTRUCTIONS - 1_000);
  }

  @Test
  void whoIsTheLastUserOfACutRecipeIsNotGuessed() {
    String many = "FROM a:1\n" + "RUN true\n".repeat(Recipe.MOST_INSTRUCTIONS) + "USER 1000\n";

    assertThat(read("Dockerfile", many, _ -> true).findings()).isEmpty();
  }

  @Test
  void aRecipeOfAsManyInstructionsAsMayBeIsWhole() {
    String many = "FROM a:1\n" + "RUN true\n".repeat(Recipe.MOST_INSTRUCTIONS - 2) + "USER 1000";

    Structure found = read("Dockerfile", many, _ -> true);

    assertThat(found.cut()).isFalse();
    assertThat(found.findings()).isEmpty();
  }

  @Test
  void nameOfAStageIsKnownWhereverItStands() {
    String recipe = "FROM a:1 AS Build\nFROM build\nUSER 1000\n";

    assertThat(read("Dockerfile", recipe, _ -> true).findings()).isEmpty();
  }

  @Test
  void aliasesMultiplyNoFindings() {
    StringBuilder text = new StringBuilder(POD);
    text.append("  initContainers: &c\n").append("    - {image: x}\n".repeat(20_000));
    text.append("  containers: *c\n").append("  ephemeralContainers: *c\n");
    text.append(
        "---\napiVersion: v1\nkind: List\nitems:\n  - &p\n    apiVersion: v1\n    kind: Pod\n");
    text.append("    spec: {containers: [").append("{image: x},".repeat(20_000)).append("]}\n");
    text.append("  - *p\n".repeat(40));

    Structure found = read("x.yaml", text.toString(), _ -> true);

    assertThat(found.readable()).isTrue();
    assertThat(found.findings()).hasSize(1_000);
    assertThat(found.more()).isGreaterThan(1_000);
    assertThat(found.cut()).isTrue();
  }

  @Test
  void aLongTextThatIsRepeatedIsNotReadForEver() {
    String text =
        POD
            + "  x: &x "
            + "x".repeat(400_000)
            + "\n  containers:\n    - image: x\n      env:\n"
            + "        - {name: *x, value: *x}\n".repeat(10_000);

    Structure found = read("x.yaml", text, _ -> true);

    assertThat(found.readable()).isTrue();
    assertThat(found.cut()).isTrue();
  }

  @Test
  void anHonestManifestOfFullSizeIsLookedAtWhole() {
    StringBuilder text = new StringBuilder();
    while (text.length() < 900_000) {
      text.append("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n")
          .append("  template:\n    spec:\n      containers:\n        - name: a\n")
          .append("          image: shop:1.2\n          env:\n")
          .append("            - {name: ADDRESS, value: 'https://shop.example/'}\n".repeat(20))
          .append("          securityContext: {runAsNonRoot: true}\n---\n");
    }

    Structure found = read("x.yaml", text.toString(), _ -> true);

    assertThat(found.readable()).isTrue();
    assertThat(found.cut()).isFalse();
  }

  @Test
  void nothingMoreIsLookedAtOnceNobodyWaits() {
    AtomicInteger asked = new AtomicInteger();
    String recipe = "FROM a\n".repeat(4_000);
    Structure none = read("Dockerfile", recipe, _ -> false);
    Structure some = read("Dockerfile", recipe, _ -> asked.incrementAndGet() < 3);

    assertThat(none.findings()).hasSizeLessThan(2);
    assertThat(some.findings().size() + some.more()).isBetween(100L, 4_000L);
    assertThat(asked).hasValue(3);
    String manifest = POD + "  containers:\n" + "    - {image: x}\n".repeat(2_000);
    assertThat(read("x.yaml", manifest, _ -> false).findings()).isEmpty();
  }

  private static Structure read(String path, String text, Pulse pulse) {
    return Inspection.standard().structure(new Subject(path, false), text, pulse);
  }
}

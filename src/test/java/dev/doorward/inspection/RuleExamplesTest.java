package dev.doorward.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.doorward.sandbox.Rights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule finds its own bad examples and leaves its good ones alone.
class RuleExamplesTest {
  private static final Inspection INSPECTION = Inspection.standard();
  private static final Shapes SHAPES = new Shapes(4);
  private static final String RESTRICTED =
      "securityContext: {privileged: false, allowPrivilegeEscalation: false, runAsNonRoot: true,"
          + " readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}";

  static Stream<RuleFields> secrets() {
    return RuleFields.read("secrets.yaml").stream();
  }

  static Stream<RuleFields> texts() {
    return RuleFields.read("text.yaml").stream();
  }

  static Stream<RuleFields> recipes() {
    return RuleFields.read("dockerfile.yaml").stream();
  }

  static Stream<RuleFields> manifests() {
    return RuleFields.read("manifests.yaml").stream();
  }

  static Stream<RuleFields> names() {
    return RuleFields.read("names.yaml").stream();
  }

  static Stream<RuleFields> rights() {
    return RuleFields.read("rights.yaml").stream();
  }

  @Test
  void everyRuleHasAnIdOfItsOwnAdviceAndBothKindsOfExamples() {
    Set<String> ids = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Rule rule : INSPECTION.rules()) {
      if (!ids.add(rule.id()) || !rule.id().matches("[a-z0-9-]+") || rule.advice().isBlank()) {
        wrong.add(rule.id());
      }
    }
    for (String file :
        List.of(
            "secrets.yaml",
            "text.yaml",
            "names.yaml",
            "rights.yaml",
            "dockerfile.yaml",
            "manifests.yaml",
            "dependencies.yaml")) {
      for (RuleFields fields : RuleFields.read(file)) {
        if (fields.list("bad").isEmpty() || fields.list("good").isEmpty()) {
          wrong.add(fields.text("id"));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ids).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void knowsSecrets(RuleFields rule) throws IOException {
    for (String shape : rule.list("bad")) {
      for (int i = 0; i < 20; i++) {
        String text = SHAPES.of(shape);
        assertThat(text("src/settings.env", text)).as(text).contains(rule.text("id"));
      }
    }
    for (String shape : rule.list("good")) {
      String text = SHAPES.of(shape);
      assertThat(text("src/settings.env", text)).as(text).doesNotContain(rule.text("id"));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void knowsTextsThatDeceive(RuleFields rule) throws IOException {
    for (String shape : rule.list("bad")) {
      assertThat(text("skill/SKILL.md", SHAPES.of(shape))).as(shape).contains(rule.text("id"));
    }
    for (String shape : rule.list("good")) {
      assertThat(text("skill/SKILL.md", SHAPES.of(shape)))
          .as(shape)
          .doesNotContain(rule.text("id"));
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void knowsRecipes(RuleFields rule) {
    examples(rule, text -> structure("Dockerfile", text));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void knowsManifests(RuleFields rule) {
    examples(
        rule,
        text ->
            switch (rule.text("on")) {
              case "object" -> structure("x.yaml", text);
              case "pod" ->
                  structure(
                      "x.yaml",
                      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  " + text + "\n");
              default ->
                  structure(
                      "x.yaml",
                      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n"
                          + "  template:\n    spec:\n      containers:\n        - name: c\n          "
                          + text
                          + "\n");
            });
  }

  @ParameterizedTest
  @MethodSource("names")
  void knowsNames(RuleFields rule) {
    boolean skill = rule.optional("only-in").isPresent();
    examples(rule, path -> ids(INSPECTION.name(new Subject(path, skill))));
  }

  @ParameterizedTest
  @MethodSource("rights")
  void knowsRights(RuleFields rule) {
    examples(
        rule,
        written -> {
          String[] words = written.split(" ", -1);
          Rights rights =
              new Rights(
                  words.length > 3 ? words[3] : "owner",
                  "group",
                  PosixFilePermissions.fromString(words[1]));
          return ids(
              INSPECTION.rights(
                  new Subject(words[2], true), words[0].equals("d"), rights, "owner"));
        });
  }

  @Test
  void aManifestWithoutFaultsHasNoFindings() {
    assertThat(
            structure(
                "x.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
                    + "  automountServiceAccountToken: false\n  containers:\n    - name: c\n"
                    + "      image: shop:1.2\n      resources: {limits: {memory: 1Gi}}\n      "
                    + RESTRICTED
                    + "\n"))
        .isEmpty();
  }

  @Test
  void aTemplateIsNotTakenForAManifest() {
    assertThat(
            INSPECTION
                .structure(
                    new Subject("t.yaml", false),
                    "apiVersion: v1\nkind: {{ .Kind }}\n a: {{",
                    _ -> true)
                .readable())
        .isFalse();
  }

  @Test
  void everyExpressionIsMatchedInLinearTime() throws IOException {
    // RE2 has neither back references nor look-around; that it compiles is the proof.
    for (TextRule rule : TextRule.read()) {
      rule.pattern().ifPresent(pattern -> assertThat(pattern).isInstanceOf(Pattern.class));
    }
    String evil = "password = \"" + "a!".repeat(200_000) + "\n" + "eyJ".repeat(200_000);
    assertThat(text("x.env", evil)).doesNotContain("jwt");
  }

  private static void examples(
      RuleFields rule, java.util.function.Function<String, List<String>> found) {
    for (String text : rule.list("bad")) {
      assertThat(found.apply(text.replace("{}", text.startsWith("res") ? "{}" : "")))
          .as(text)
          .contains(rule.text("id"));
    }
    for (String text : rule.list("good")) {
      assertThat(found.apply(text)).as(text).doesNotContain(rule.text("id"));
    }
  }

  private static List<String> structure(String path, String text) {
    Inspection.Structure structure =
        INSPECTION.structure(new Subject(path, false), text, _ -> true);
    assertThat(structure.readable()).as(text).isTrue();
    return ids(structure.findings());
  }

  static List<String> text(String path, String text) throws IOException {
    return ids(
        INSPECTION
            .text(
                new Subject(path, path.startsWith("skill/")),
                Channels.newChannel(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                _ -> true)
            .findings());
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(each -> each.rule().id()).toList();
  }
}

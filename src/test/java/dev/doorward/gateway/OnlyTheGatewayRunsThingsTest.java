package dev.doorward.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.doorward.service.CompletionProvider;
import dev.doorward.service.PromptProvider;
import dev.doorward.service.ResourceProvider;
import dev.doorward.service.SkillProvider;
import dev.doorward.service.Tool;
import org.junit.jupiter.api.Test;

/// No method of either era reaches a tool, resource, prompt, completion or skill but through the
/// gateway: nothing else calls what runs or shows them.
final class OnlyTheGatewayRunsThingsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.doorward");

  @Test
  void nobodyElseCallsATool() {
    check(calls(Tool.class, "call"));
  }

  @Test
  void nobodyElseReadsOrListsResources() {
    check(calls(ResourceProvider.class, "read"));
    check(calls(ResourceProvider.class, "list"));
  }

  @Test
  void nobodyElseGetsOrListsPrompts() {
    check(calls(PromptProvider.class, "get"));
    check(calls(PromptProvider.class, "list"));
  }

  @Test
  void nobodyElseCompletes() {
    check(calls(CompletionProvider.class, "complete"));
  }

  @Test
  void nobodyElseShowsSkills() {
    check(calls(SkillProvider.class, "list"));
    check(calls(SkillProvider.class, "get"));
    check(calls(SkillProvider.class, "directory"));
  }

  private static void check(DescribedPredicate<AccessTarget.CodeUnitCallTarget> forbidden) {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage("dev.doorward.gateway")))
        .should()
        .callCodeUnitWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(forbidden))
        .check(HOUSE);
  }

  private static DescribedPredicate<AccessTarget.CodeUnitCallTarget> calls(
      Class<?> owner, String method) {
    return DescribedPredicate.and(owner(type(owner)), HasName.Predicates.name(method)).forSubtype();
  }
}

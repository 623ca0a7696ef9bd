package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.access.Verdict;
import dev.doorward.caller.Caller;
import dev.doorward.service.Catalog;
import dev.doorward.service.Skill;
import dev.doorward.service.SkillProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Skills as the skills extension asks for them; seeing one and reading one is the same permission.
final class SkillWork {
  private final AccessPolicy policy;
  private final int pageSize;

  SkillWork(AccessPolicy policy, GatewaySettings settings) {
    this.policy = policy;
    this.pageSize = settings.pageSize();
  }

  Outcome list(Caller caller, Catalog catalog, Optional<String> cursor) {
    List<Skill> all =
        catalog.skills().stream()
            .flatMap(provider -> provider.list().stream())
            .sorted(Comparator.comparing(Skill::uri))
            .toList();
    return Pages.of(
        Result.Kind.SKILLS,
        all,
        skill -> maySee(caller, skill.path()),
        Skill::uri,
        skill -> skill,
        cursor,
        pageSize);
  }

  Resolver.Resolution get(Caller caller, Catalog catalog, String uri) {
    if (catalog.skills().isEmpty()) {
      return new Resolver.Denied(Refusal.unknownMethod());
    }
    // Which skill a URI belongs to is known only to the loaded skills, so the decision is made
    // where waiting is allowed.
    return new Resolver.Granted(
        Work.waiting(
            call -> {
              for (SkillProvider provider : catalog.skills()) {
                Optional<Skill> skill = provider.get(uri);
                if (skill.isPresent()) {
                  switch (judge(caller, skill.get().path())) {
                    case GRANTED -> {
                      return Resolver.completed(new Result.SkillEntry(skill.get()));
                    }
                    case NARROWED -> {
                      return narrowed(skill.get().path());
                    }
                    case HIDDEN -> {}
                  }
                }
              }
              return new Outcome.Refused(Refusal.unknownSkill());
            }));
  }

  Resolver.Resolution directory(
      Caller caller, Catalog catalog, String uri, Optional<String> cursor) {
    if (catalog.skills().isEmpty()) {
      return new Resolver.Denied(Refusal.unknownMethod());
    }
    return new Resolver.Granted(
        Work.waiting(
            call -> {
              for (SkillProvider provider : catalog.skills()) {
                Optional<String> path = provider.pathOf(uri);
                Verdict verdict = path.map(known -> judge(caller, known)).orElse(Verdict.HIDDEN);
                if (verdict == Verdict.NARROWED) {
                  return narrowed(path.orElseThrow());
                }
                Optional<List<McpSchema.Resource>> children =
                    verdict == Verdict.GRANTED ? provider.directory(uri) : Optional.empty();
                if (children.isPresent()) {
                  return page(children.get(), cursor);
                }
              }
              return new Outcome.Refused(Refusal.unknownResource());
            }));
  }

  private Outcome page(List<McpSchema.Resource> children, Optional<String> cursor) {
    return Pages.of(
        Result.Kind.DIRECTORY,
        children.stream().sorted(Comparator.comparing(McpSchema.Resource::uri)).toList(),
        child -> true,
        McpSchema.Resource::uri,
        child -> child,
        cursor,
        pageSize);
  }

  private boolean maySee(Caller caller, String path) {
    return policy.permits(caller, toRead(path));
  }

  private Verdict judge(Caller caller, String path) {
    return policy.judge(caller, toRead(path));
  }

  private static Outcome narrowed(String path) {
    return new Outcome.Refused(Refusal.insufficientScope(toRead(path).scopes()));
  }

  private static Permission toRead(String path) {
    return Permission.toRead("skills:read:" + path);
  }
}

package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
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
                Optional<Skill> skill =
                    provider.get(uri).filter(found -> maySee(caller, found.path()));
                if (skill.isPresent()) {
                  return Resolver.completed(new Result.SkillEntry(skill.get()));
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
                Optional<List<McpSchema.Resource>> children =
                    provider
                        .pathOf(uri)
                        .filter(path -> maySee(caller, path))
                        .flatMap(path -> provider.directory(uri));
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
    return policy.permits(caller, Permission.toRead("skills:read:" + path));
  }
}

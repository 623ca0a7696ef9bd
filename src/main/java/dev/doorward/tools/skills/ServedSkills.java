package dev.doorward.tools.skills;

import dev.doorward.caller.Caller;
import dev.doorward.service.Call;
import dev.doorward.service.ResourceProvider;
import dev.doorward.service.Skill;
import dev.doorward.service.SkillProvider;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import java.util.List;
import java.util.Optional;

/// The skills as the skills extension publishes them, and their files as resources.
final class ServedSkills {
  private ServedSkills() {}

  /// Answers `skills/list`, `skills/get` and `resources/directory/read`.
  record Entries(SkillLibrary library) implements SkillProvider {
    @Override
    public List<Skill> list() {
      return library.current().published();
    }

    @Override
    public Optional<Skill> get(String uri) {
      return library.current().atUri(uri).map(LoadedSkill::published);
    }

    @Override
    public Optional<List<Resource>> directory(String uri) {
      return library.current().directory(uri);
    }

    @Override
    public Optional<String> pathOf(String uri) {
      return library.current().pathOf(uri);
    }
  }

  /// Answers `resources/list` and `resources/read` for `skill://` URIs.
  record Files(SkillLibrary library) implements ResourceProvider {
    @Override
    public List<String> schemes() {
      return List.of(SkillUris.SCHEME);
    }

    @Override
    public List<Resource> list(Caller caller) {
      return library.current().resources();
    }

    @Override
    public String permission(String uri) {
      return library
          .current()
          .pathOf(uri)
          .map(LoadedSkill::permission)
          .orElseGet(() -> ResourceProvider.super.permission(uri));
    }

    @Override
    public Optional<ReadResourceResult> read(String uri, Call call) {
      return library
          .current()
          .file(uri)
          .map(file -> ReadResourceResult.builder(List.of(file.contents())).build());
    }
  }
}

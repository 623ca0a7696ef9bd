package dev.doorward.service;

import io.modelcontextprotocol.spec.McpSchema.Resource;
import java.util.List;
import java.util.Optional;

/// A family that serves Agent Skills. The gateway filters everything by `skills:read:<path>`.
public interface SkillProvider {
  /// All served skills, sorted by URI.
  List<Skill> list();

  /// The skill whose `SKILL.md` has this URI.
  Optional<Skill> get(String uri);

  /// The direct children of a directory resource (`resources/directory/read`); directories have the
  /// media type `inode/directory`.
  ///
  /// @return empty when there is no such directory
  Optional<List<Resource>> directory(String uri);

  /// The skill path a URI belongs to, for the access decision.
  ///
  /// @return empty when it belongs to none
  Optional<String> pathOf(String uri);
}

package dev.doorward.service;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// One skill as the skills extension publishes it (`ext-skills`, "Skill Entries").
///
/// @param uri the URI of its `SKILL.md`
/// @param path its skill path, for example `acme/refunds`; the permission to see it is
///   `skills:read:<path>`
/// @param frontmatter the front matter of `SKILL.md` as the author wrote it
/// @param files every file of the skill, `SKILL.md` included, sorted by URI
public record Skill(String uri, String path, ObjectNode frontmatter, List<File> files) {
  public Skill {
    files = List.copyOf(files);
  }

  /// A file of a skill.
  ///
  /// @param uri its resource URI
  /// @param digest `sha256:` and 64 lower-case hexadecimal digits of its bytes
  /// @param size its length in bytes
  public record File(String uri, String digest, long size) {}
}

/// Serves Agent Skills: directories with a `SKILL.md`, as the skills extension of MCP publishes
/// them and, for clients without it, as tools and prompts.
///
/// Entered through [dev.doorward.tools.skills.SkillsFamily]. All skills are read as a whole into
/// one immutable snapshot, so the bytes a client gets are the bytes that were hashed for it
/// whatever happens to the files meanwhile. This family never runs anything a skill contains and
/// never serves a skill it could not read completely.
@NullMarked
package dev.doorward.tools.skills;

import org.jspecify.annotations.NullMarked;

package dev.doorward.tools.skills;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The front matter of a `SKILL.md`, judged by the Agent Skills format
/// (agentskills.io/specification).
///
/// @param name the skill's name, which is also its directory's
/// @param description what it does and when to use it
/// @param fields every field as the author wrote it, these two included
record FrontMatter(String name, String description, ObjectNode fields) {
  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final int MAX_NAME = 64;
  private static final int MAX_DESCRIPTION = 1_024;
  private static final int MAX_COMPATIBILITY = 500;
  private static final String FENCE = "---";
  private static final Pattern NAME_CHARACTERS = Pattern.compile("[a-z0-9-]+");

  /// Reads and judges the front matter at the head of `text`, the content of a `SKILL.md` in a
  /// directory of this name.
  static FrontMatter read(String text, String directory) throws BrokenSkill {
    ObjectNode fields = YamlFields.parse(yaml(text));
    String name = requiredText(fields, "name", MAX_NAME);
    if (!isWellFormed(name)) {
      throw new BrokenSkill(
          "name must be lower-case letters, digits and single hyphens between them, such as"
              + " pdf-processing");
    }
    if (!name.equals(directory)) {
      throw new BrokenSkill(
          "name is " + name + " but the directory is called otherwise; make them equal");
    }
    String description = requiredText(fields, "description", MAX_DESCRIPTION);
    checkOptional(fields);
    return new FrontMatter(name, description, fields);
  }

  /// The instructions below the front matter, for readers that have no use for it.
  static String body(String text) {
    int end = closingFence(text);
    int lineEnd = end < 0 ? -1 : text.indexOf('\n', end);
    return lineEnd < 0 ? "" : text.substring(lineEnd + 1).stripLeading();
  }

  private static boolean isWellFormed(String name) {
    return NAME_CHARACTERS.matcher(name).matches()
        && !name.startsWith("-")
        && !name.endsWith("-")
        && !name.contains("--");
  }

  private static String yaml(String text) throws BrokenSkill {
    if (text.startsWith("\uFEFF")) {
      throw new BrokenSkill("SKILL.md starts with a byte order mark; save it as UTF-8 without one");
    }
    if (!isFence(firstLine(text))) {
      throw new BrokenSkill(
          "SKILL.md must begin with front matter: a line of three hyphens, fields, three hyphens");
    }
    int end = closingFence(text);
    if (end < 0) {
      throw new BrokenSkill("the front matter has no closing line of three hyphens");
    }
    String yaml = text.substring(text.indexOf('\n') + 1, end);
    if (yaml.length() > MAX_CHARACTERS) {
      throw new BrokenSkill("the front matter is longer than " + MAX_CHARACTERS + " characters");
    }
    return yaml;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static int closingFence(String text) {
    int start = text.indexOf('\n') + 1;
    while (start > 0 && start < text.length()) {
      int end = text.indexOf('\n', start);
      if (isFence(end < 0 ? text.substring(start) : text.substring(start, end))) {
        return start;
      }
      start = end + 1;
    }
    return -1;
  }

  private static boolean isFence(String line) {
    return line.startsWith(FENCE) && line.stripTrailing().equals(FENCE);
  }

  private static String requiredText(ObjectNode fields, String field, int max) throws BrokenSkill {
    JsonNode value = fields.get(field);
    if (value == null || !value.isString() || value.stringValue().isBlank()) {
      throw new BrokenSkill("the front matter needs a " + field + " that is a text");
    }
    checkLength(value, field, max);
    return value.stringValue();
  }

  private static void checkOptional(ObjectNode fields) throws BrokenSkill {
    for (String field : new String[] {"license", "compatibility", "allowed-tools"}) {
      JsonNode value = fields.get(field);
      if (value != null && !value.isString()) {
        throw new BrokenSkill(field + " must be a text");
      }
    }
    JsonNode compatibility = fields.get("compatibility");
    if (compatibility != null) {
      requiredText(fields, "compatibility", MAX_COMPATIBILITY);
    }
    JsonNode metadata = fields.get("metadata");
    if (metadata != null && !metadata.isObject()) {
      throw new BrokenSkill("metadata must be a mapping");
    }
  }

  private static void checkLength(JsonNode value, String field, int max) throws BrokenSkill {
    String text = value.stringValue();
    if (text.codePointCount(0, text.length()) > max) {
      throw new BrokenSkill(field + " is longer than " + max + " characters");
    }
  }
}

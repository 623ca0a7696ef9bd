package dev.doorward.inspection;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The instructions of a Dockerfile, each in one piece with the line it begins in.
///
/// @param stages the names that stages were given, in lower case
/// @param whole whether the text was read to its end
record Recipe(List<Instruction> instructions, Set<String> stages, boolean whole) {
  static final int MOST_INSTRUCTIONS = 5_000;

  private static final Pattern STAGE = Pattern.compile("(?i)\\sAS\\s+(\\S+)\\s*$");
  private static final Pattern HERE = Pattern.compile("<<-?[\"']?([A-Za-z_][A-Za-z0-9_]*)");

  /// One instruction.
  ///
  /// @param name in upper case
  record Instruction(String name, String arguments, long line) {}

  static Recipe parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    String[] lines = text.split("\r?\n", -1);
    int i = 0;
    for (; i < lines.length && instructions.size() < MOST_INSTRUCTIONS; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int begun = i;
      StringBuilder whole = new StringBuilder();
      while (line.endsWith("\\") && i + 1 < lines.length) {
        whole.append(line, 0, line.length() - 1).append(' ');
        line = lines[++i].strip();
        if (line.startsWith("#")) {
          line = "\\";
        }
      }
      whole.append(line);
      Matcher here = HERE.matcher(whole);
      if (here.find()) {
        String end = here.group(1);
        while (i + 1 < lines.length && !lines[++i].strip().equals(end)) {
          whole.append("; ").append(lines[i].strip());
        }
      }
      instruction(whole.toString(), begun + 1).ifPresent(instructions::add);
    }
    return new Recipe(instructions, stages(instructions), i == lines.length);
  }

  private static Optional<Instruction> instruction(String whole, long line) {
    int space = 0;
    while (space < whole.length() && !Character.isWhitespace(whole.charAt(space))) {
      space++;
    }
    return space == whole.length()
        ? Optional.empty()
        : Optional.of(
            new Instruction(
                whole.substring(0, space).toUpperCase(Locale.ROOT),
                whole.substring(space).strip(),
                line));
  }

  private static Set<String> stages(List<Instruction> instructions) {
    return instructions.stream()
        .filter(each -> each.name().equals("FROM"))
        .map(each -> STAGE.matcher(each.arguments()))
        .filter(Matcher::find)
        .map(stage -> stage.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The instructions of the stage that becomes the image.
  List<Instruction> lastStage() {
    int from = 0;
    for (int i = 0; i < instructions.size(); i++) {
      from = instructions.get(i).name().equals("FROM") ? i : from;
    }
    return instructions.subList(from, instructions.size());
  }
}

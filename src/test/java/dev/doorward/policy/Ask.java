package dev.doorward.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One line of the tables: a method, what it is about, its params without braces, and the eras that
/// have it.
///
/// @param mirrored what the modern HTTP door wants in `Mcp-Name`; empty for nothing
record Ask(
    String method, String about, String params, String mirrored, boolean modern, boolean legacy) {

  static List<Ask> all() {
    return List.of(
        modern("server/discover", "", ""),
        legacy("ping", "", ""),
        both("tools/list", "", ""),
        call("echo", "\"message\":\"hello\""),
        call("list_directory", "\"path\":\"private\""),
        call("read_file", "\"path\":\"public/notes.md\""),
        call("read_file", "\"path\":\"private/notes.md\""),
        call("read_skill", "\"skill\":\"public/greet\""),
        call("read_skill", "\"skill\":\"acme/refunds\""),
        call("write_file", ""),
        call("memory_put", ""),
        call("run_command", ""),
        call("absent", ""),
        both("resources/list", "", ""),
        both("resources/templates/list", "", ""),
        read("file:///public/notes.md"),
        read("file:///private/notes.md"),
        read("skill://public/greet/SKILL.md"),
        read("skill://acme/refunds/SKILL.md"),
        read("file:///absent"),
        uri("resources/directory/read", "skill://public/greet"),
        uri("resources/directory/read", "skill://acme/refunds"),
        both("prompts/list", "", ""),
        prompt("public/greet"),
        prompt("acme/refunds"),
        prompt("absent"),
        both(
            "completion/complete",
            "file:///{+path}",
            "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"file:///{+path}\"},"
                + "\"argument\":{\"name\":\"path\",\"value\":\"p\"}"),
        both("skills/list", "", ""),
        uri("skills/get", "skill://public/greet/SKILL.md"),
        uri("skills/get", "skill://acme/refunds/SKILL.md"),
        uri("skills/get", "skill://absent/SKILL.md"),
        legacy("logging/setLevel", "", "\"level\":\"info\""),
        legacy(
            "resources/subscribe",
            "file:///private/notes.md",
            "\"uri\":\"file:///private/notes.md\""),
        legacy(
            "resources/unsubscribe",
            "file:///private/notes.md",
            "\"uri\":\"file:///private/notes.md\""),
        modern(
            "subscriptions/listen",
            "file:///private/notes.md",
            "\"notifications\":{\"resourceSubscriptions\":[\"file:///private/notes.md\"]}"));
  }

  private static Ask both(String method, String about, String params) {
    return new Ask(method, about, params, "", true, true);
  }

  private static Ask modern(String method, String about, String params) {
    return new Ask(method, about, params, "", true, false);
  }

  private static Ask legacy(String method, String about, String params) {
    return new Ask(method, about, params, "", false, true);
  }

  private static Ask call(String tool, String arguments) {
    String about =
        tool
            + Optional.of(arguments)
                .filter(a -> a.contains("/") || a.contains("private"))
                .map(a -> " " + a.replaceAll(".*:\"|\"", ""))
                .orElse("");
    return new Ask(
        "tools/call",
        about,
        "\"name\":\"%s\",\"arguments\":{%s}".formatted(tool, arguments),
        tool,
        true,
        true);
  }

  private static Ask prompt(String name) {
    return new Ask("prompts/get", name, "\"name\":\"" + name + "\"", name, true, true);
  }

  private static Ask read(String uri) {
    return new Ask("resources/read", uri, "\"uri\":\"" + uri + "\"", uri, true, true);
  }

  private static Ask uri(String method, String uri) {
    return new Ask(method, uri, "\"uri\":\"" + uri + "\"", "", true, true);
  }

  /// The line's head in a table.
  String head() {
    return "| " + method + " | " + (about.isEmpty() ? "" : "`" + about + "` ") + "|";
  }

  boolean in(TalkingEra era) {
    return era == TalkingEra.MODERN ? modern : legacy;
  }

  /// The request.
  String json(TalkingEra era, int id) {
    String meta =
        era == TalkingEra.MODERN
            ? "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}"
            : "";
    String comma = meta.isEmpty() || params.isEmpty() ? "" : ",";
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s%s%s}}"
        .formatted(id, method, params, comma, meta);
  }

  /// Which revision a client speaks.
  enum TalkingEra {
    MODERN,
    LEGACY;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

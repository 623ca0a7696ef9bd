package dev.doorward.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a training run says: the first minute of usual clients in both eras.
final class TrainingTalk {
  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientInfo":{"name":"training","version":"1"},\
      "io.modelcontextprotocol/clientCapabilities":{}}""";

  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"training","version":"1"}}}""";

  /// One request: modern when it names its method in a header, else legacy.
  record Post(String method, String name, String body) {
    /// The bytes of the whole HTTP request.
    byte[] request(int port, String token) {
      String named = name.isEmpty() ? "" : "Mcp-Name: " + name + "\r\n";
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
                  .formatted(port, token)
              + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
              + (method.isEmpty()
                  ? ""
                  : "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: " + method + "\r\n" + named)
              + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(content.length);
      return (head + body).getBytes(StandardCharsets.UTF_8);
    }
  }

  private TrainingTalk() {}

  /// Lines for the stdio door: a legacy client, then a modern one.
  static List<String> overStdio() {
    return List.of(
        INITIALIZE,
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":" + echo("") + "}",
        "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"resources/list\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"prompts/list\",\"params\":{}}",
        modern(6, "server/discover", ""),
        modern(7, "tools/list", ""),
        modern(8, "tools/call", echo(META)),
        modern(9, "resources/list", ""),
        "not a message");
  }

  /// Requests for the HTTP door.
  static List<Post> overHttp() {
    return List.of(
        new Post("server/discover", "", modern(1, "server/discover", "")),
        new Post("tools/list", "", modern(2, "tools/list", "")),
        new Post("tools/call", "echo", modern(3, "tools/call", echo(META))),
        new Post("resources/list", "", modern(4, "resources/list", "")),
        new Post("prompts/list", "", modern(5, "prompts/list", "")),
        new Post("", "", INITIALIZE));
  }

  private static String modern(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params.isEmpty() ? "{" + META + "}" : params);
  }

  private static String echo(String meta) {
    return "{\"name\":\"echo\",\"arguments\":{\"message\":\"hello\"}%s}"
        .formatted(meta.isEmpty() ? "" : "," + meta);
  }
}

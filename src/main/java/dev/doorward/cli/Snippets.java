package dev.doorward.cli;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What to paste into a client's configuration, in the shape that client reads.
final class Snippets {
  /// The clients whose shape is known.
  enum Client {
    CLAUDE_DESKTOP("claude_desktop_config.json"),
    CLAUDE_CODE(".mcp.json in the project"),
    VSCODE(".vscode/mcp.json"),
    CURSOR(".cursor/mcp.json"),
    INSPECTOR("a file given with --config");

    private final String file;

    Client(String file) {
      this.file = file;
    }

    /// The name on the command line.
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Where the snippet goes.
    String file() {
      return file;
    }

    /// What stands for the token in a snippet that need not hold it, or nothing when this client
    /// reads only the token itself.
    String placeholder() {
      return switch (this) {
        case CLAUDE_CODE -> "${DOORWARD_TOKEN}";
        case CURSOR -> "${env:DOORWARD_TOKEN}";
        case VSCODE -> "${input:doorward-token}";
        case CLAUDE_DESKTOP, INSPECTOR -> "";
      };
    }
  }

  private static final String NAME = "doorward";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Snippets() {}

  /// The snippet for a client that starts the server itself.
  static String overStdio(Client client, String command, List<String> arguments) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode server = server(root, client);
    if (client == Client.VSCODE || client == Client.CLAUDE_CODE || client == Client.INSPECTOR) {
      server.put("type", "stdio");
    }
    server.put("command", command);
    var list = server.putArray("args");
    arguments.forEach(list::add);
    return JSON.writeValueAsString(root);
  }

  /// The snippet for a client of a server that runs; `token` is a token or the client's
  /// placeholder.
  static String overHttp(Client client, String endpoint, String token) {
    ObjectNode root = JSON.createObjectNode();
    if (token.equals(Client.VSCODE.placeholder())) {
      root.putArray("inputs")
          .addObject()
          .put("type", "promptString")
          .put("id", "doorward-token")
          .put("description", "The output of: doorward token --ttl 12h")
          .put("password", true);
    }
    ObjectNode server = server(root, client);
    if (client == Client.CLAUDE_DESKTOP) {
      // It speaks to remote servers through this bridge; the space after "Bearer" must not stand in
      // an argument.
      server
          .put("command", "npx")
          .putArray("args")
          .add("-y")
          .add("mcp-remote")
          .add(endpoint)
          .add("--header")
          .add("Authorization:${AUTHORIZATION}");
      server.putObject("env").put("AUTHORIZATION", "Bearer " + token);
      return JSON.writeValueAsString(root);
    }
    switch (client) {
      case CLAUDE_CODE, VSCODE -> server.put("type", "http");
      case INSPECTOR -> server.put("type", "streamable-http");
      case CURSOR, CLAUDE_DESKTOP -> {}
    }
    server.put("url", endpoint).putObject("headers").put("Authorization", "Bearer " + token);
    return JSON.writeValueAsString(root);
  }

  private static ObjectNode server(ObjectNode root, Client client) {
    return root.putObject(client == Client.VSCODE ? "servers" : "mcpServers").putObject(NAME);
  }
}

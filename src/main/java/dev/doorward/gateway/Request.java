package dev.doorward.gateway;

import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a caller asks for, free of wire and era. Every method of both eras becomes one of these
/// before anything happens.
public sealed interface Request {

  /// The operation's name as audit lines, logs and metrics write it.
  String operation();

  /// The tool, prompt, URI or skill it is about; empty when it is about none.
  default String target() {
    return "";
  }

  /// What the server is and can do (`initialize`, `server/discover`).
  record Describe() implements Request {
    @Override
    public String operation() {
      return "describe";
    }
  }

  /// Whether the server is there.
  record Ping() implements Request {
    @Override
    public String operation() {
      return "ping";
    }
  }

  /// A page of tools.
  record ListTools(Optional<String> cursor) implements Request {
    @Override
    public String operation() {
      return "tools/list";
    }
  }

  /// A tool to run.
  record CallTool(String name, ObjectNode arguments) implements Request {
    @Override
    public String operation() {
      return "tools/call";
    }

    @Override
    public String target() {
      return name;
    }
  }

  /// A page of resources.
  record ListResources(Optional<String> cursor) implements Request {
    @Override
    public String operation() {
      return "resources/list";
    }
  }

  /// A page of resource templates.
  record ListTemplates(Optional<String> cursor) implements Request {
    @Override
    public String operation() {
      return "resources/templates/list";
    }
  }

  /// A resource to read.
  record ReadResource(String uri) implements Request {
    @Override
    public String operation() {
      return "resources/read";
    }

    @Override
    public String target() {
      return uri;
    }
  }

  /// The children of a directory resource (skills extension).
  record ReadDirectory(String uri, Optional<String> cursor) implements Request {
    @Override
    public String operation() {
      return "resources/directory/read";
    }

    @Override
    public String target() {
      return uri;
    }
  }

  /// A page of prompts.
  record ListPrompts(Optional<String> cursor) implements Request {
    @Override
    public String operation() {
      return "prompts/list";
    }
  }

  /// A prompt to fill in.
  record GetPrompt(String name, Map<String, String> arguments) implements Request {
    @Override
    public String operation() {
      return "prompts/get";
    }

    @Override
    public String target() {
      return name;
    }
  }

  /// Suggestions for an argument.
  record Complete(CompleteRequest request) implements Request {
    @Override
    public String operation() {
      return "completion/complete";
    }
  }

  /// From which level on log messages are wanted (legacy era).
  record SetLevel(LoggingLevel level) implements Request {
    @Override
    public String operation() {
      return "logging/setLevel";
    }
  }

  /// To hear of changes: of lists, and of the content behind URIs.
  record Watch(boolean tools, boolean prompts, boolean resources, List<String> uris)
      implements Request {
    public Watch {
      uris = List.copyOf(uris);
    }

    @Override
    public String operation() {
      return "subscriptions/listen";
    }
  }

  /// No longer to hear of one URI (legacy era).
  record Unwatch(String uri) implements Request {
    @Override
    public String operation() {
      return "resources/unsubscribe";
    }

    @Override
    public String target() {
      return uri;
    }
  }

  /// A page of skills (skills extension).
  record ListSkills(Optional<String> cursor) implements Request {
    @Override
    public String operation() {
      return "skills/list";
    }
  }

  /// One skill by its URI (skills extension).
  record GetSkill(String uri) implements Request {
    @Override
    public String operation() {
      return "skills/get";
    }

    @Override
    public String target() {
      return uri;
    }
  }
}

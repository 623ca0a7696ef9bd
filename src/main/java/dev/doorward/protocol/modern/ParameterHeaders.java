package dev.doorward.protocol.modern;

import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.wire.PerTool;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares the `Mcp-Param-*` headers of a tool call with its arguments (specification 2026-07-28:
/// basic/transports/streamable-http, "Custom Headers from Tool Parameters").
final class ParameterHeaders {
  private static final String PREFIX = "Mcp-Param-";
  private static final String ANNOTATION = "x-mcp-header";
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 40;

  private final PerTool<List<Mirrored>> perTool = new PerTool<>(ParameterHeaders::mirrored);

  /// One annotated parameter: its header and the way to it through the arguments.
  private record Mirrored(String header, List<String> path) {}

  /// What differs.
  Optional<String> problem(Tool tool, RequestHeaders headers, ObjectNode arguments) {
    for (Mirrored mirrored : perTool.of(tool)) {
      JsonNode value = arguments;
      for (String step : mirrored.path()) {
        value = value.path(step);
      }
      String problem =
          problem(mirrored.header(), HeaderValue.encoded(headers, mirrored.header()), value);
      if (problem != null) {
        return Optional.of(problem);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String problem(String name, HeaderValue header, JsonNode value) {
    boolean expected = !value.isMissingNode() && !value.isNull() && !value.isContainer();
    return switch (header) {
      case HeaderValue.Absent _ -> expected ? "The header " + name + " is missing." : null;
      case HeaderValue.Broken _ -> "The header " + name + " is repeated or malformed.";
      case HeaderValue.Present(String text) ->
          expected && same(text, value)
              ? null
              : "The header " + name + " differs from the argument.";
    };
  }

  private static boolean same(String text, JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> text.equals(value.stringValue());
      case BOOLEAN -> text.equals(value.booleanValue() ? "true" : "false");
      case NUMBER -> sameNumber(text, value);
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> false;
    };
  }

  private static boolean sameNumber(String text, JsonNode value) {
    if (text.length() > LONGEST_NUMBER) {
      return false;
    }
    try {
      return new BigDecimal(text).compareTo(value.decimalValue()) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static List<Mirrored> mirrored(Tool tool) {
    List<Mirrored> found = new ArrayList<>();
    collect(tool.inputSchema(), List.of(), found);
    return List.copyOf(found);
  }

  private static void collect(Map<?, ?> schema, List<String> path, List<Mirrored> found) {
    if (path.size() >= DEEPEST || !(schema.get("properties") instanceof Map<?, ?> properties)) {
      return;
    }
    for (Map.Entry<?, ?> entry : properties.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> property) {
        List<String> way = new ArrayList<>(path);
        way.add(String.valueOf(entry.getKey()));
        if (property.get(ANNOTATION) instanceof String header) {
          found.add(new Mirrored(PREFIX + header, List.copyOf(way)));
        }
        collect(property, way, found);
      }
    }
  }
}

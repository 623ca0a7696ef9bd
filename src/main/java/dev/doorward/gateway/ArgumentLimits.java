package dev.doorward.gateway;

import dev.doorward.service.InputLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Measures arguments against their limits, before any schema looks at them.
final class ArgumentLimits {
  private static final int ELEMENTS_PER_PROPERTY = 10;

  private ArgumentLimits() {}

  /// Says what goes beyond a limit, or null when nothing does.
  static @Nullable String problem(JsonNode value, InputLimits limits) {
    return problem(value, limits, 1);
  }

  private static @Nullable String problem(JsonNode value, InputLimits limits, int depth) {
    if (value.isString()) {
      return value.stringValue().length() > limits.textCharacters()
          ? "a string has more than " + limits.textCharacters() + " characters"
          : null;
    }
    if (!value.isContainer()) {
      return null;
    }
    if (depth > limits.depth()) {
      return "they nest deeper than " + limits.depth() + " levels";
    }
    return value.isObject()
        ? objectProblem(value, limits, depth)
        : arrayProblem(value, limits, depth);
  }

  private static @Nullable String objectProblem(JsonNode object, InputLimits limits, int depth) {
    if (object.size() > limits.properties()) {
      return "an object has more than " + limits.properties() + " properties";
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (property.getKey().length() > limits.textCharacters()) {
        return "a property name has more than " + limits.textCharacters() + " characters";
      }
      String found = problem(property.getValue(), limits, depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String arrayProblem(JsonNode array, InputLimits limits, int depth) {
    int most = limits.properties() * ELEMENTS_PER_PROPERTY;
    if (array.size() > most) {
      return "an array has more than " + most + " elements";
    }
    for (JsonNode element : array) {
      String found = problem(element, limits, depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}

package dev.doorward.protocol.modern;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a request brings along from the rounds before it (specification 2026-07-28:
/// basic/patterns/mrtr).
///
/// @param answers all answers so far, by key
/// @param note what the work left for itself
record Round(Map<String, JsonNode> answers, Optional<String> note) {
  static final Round FIRST = new Round(Map.of(), Optional.empty());
}

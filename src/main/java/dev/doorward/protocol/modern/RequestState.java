package dev.doorward.protocol.modern;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What travels, sealed, through the client between two rounds.
///
/// @param asked the keys that were asked when it was sealed; no other answers are taken with it
/// @param answers the answers of the rounds before
/// @param note what the work left for itself
record RequestState(Set<String> asked, Map<String, JsonNode> answers, Optional<String> note) {}

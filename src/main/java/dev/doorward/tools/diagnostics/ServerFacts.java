package dev.doorward.tools.diagnostics;

import java.time.Instant;
import java.util.List;

/// What does not change while the server runs.
///
/// @param version the released version
/// @param buildId the content hash of the sources this build was made from
/// @param started when the process began to serve
/// @param toolsets the families that are enabled, sorted
public record ServerFacts(String version, String buildId, Instant started, List<String> toolsets) {
  public ServerFacts {
    toolsets = toolsets.stream().sorted().toList();
  }
}

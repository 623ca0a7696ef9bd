package dev.doorward.service;

import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;

/// Something work asks of its client.
public sealed interface Question {
  /// A form to fill in or a page to visit.
  record Elicit(ElicitRequest request) implements Question {}

  /// A message to be written by the client's model.
  record Sample(CreateMessageRequest request) implements Question {}

  /// The directories the client works in.
  record Roots() implements Question {}
}

package dev.doorward.service;

/// Something clients may have subscribed to has changed.
public sealed interface Change {
  /// The list of tools.
  record Tools() implements Change {}

  /// The list of prompts.
  record Prompts() implements Change {}

  /// The list of resources.
  record Resources() implements Change {}

  /// The content behind one URI.
  record Updated(String uri) implements Change {}
}

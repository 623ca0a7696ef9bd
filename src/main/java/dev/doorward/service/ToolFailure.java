package dev.doorward.service;

/// An expected failure of a tool, prompt or resource whose text is written for the caller to read
/// and act upon. It never carries another exception's message.
public final class ToolFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param externalText one or two sentences a client may see
  public ToolFailure(String externalText) {
    super(externalText, null, false, false);
  }

  /// The text for the caller.
  public String externalText() {
    return String.valueOf(super.getMessage());
  }
}

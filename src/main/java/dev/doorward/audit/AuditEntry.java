package dev.doorward.audit;

import dev.doorward.caller.Caller;

/// One bracketed operation: what both its lines say.
public final class AuditEntry {
  private static final int LONGEST_TARGET = 2_048;

  final String requestId;
  final Caller caller;
  final String era;
  final String operation;
  final String target;
  // Set when the intent was held back because this caller is being refused again and again.
  boolean held;

  /// @param requestId the server's id of the request
  /// @param era `modern` or `legacy`
  /// @param operation what is asked
  /// @param target which tool, prompt, resource or skill; never an argument
  public AuditEntry(String requestId, Caller caller, String era, String operation, String target) {
    this.requestId = requestId;
    this.caller = caller;
    this.era = era;
    this.operation = operation;
    this.target = target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET);
  }
}

package dev.doorward.audit;

import dev.doorward.caller.Caller;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One bracketed operation: what both its lines say.
public final class AuditEntry {
  private static final int LONGEST_TARGET = 2_048;

  final Caller caller;
  private final String requestId;
  private final String era;
  private final String operation;
  private final String target;
  private final @Nullable ObjectNode arguments;
  private @Nullable AuditLine callerFields;
  private final String trace;
  private String digest = "";
  private long bytes;
  private @Nullable AuditLine told;
  private int from;
  private int to;
  // Set when the intent was held back because this caller is being refused again and again.
  boolean held;

  /// @param requestId the server's id of the request
  /// @param era `modern` or `legacy`
  /// @param operation what is asked
  /// @param target which tool, prompt, resource or skill; never an argument
  public AuditEntry(String requestId, Caller caller, String era, String operation, String target) {
    this(requestId, caller, era, operation, target, null, "");
  }

  /// The same for a call that belongs to no trace.
  ///
  /// @param arguments whose shape and digest the intent tells, never their values; null for an
  ///   operation that has none
  public AuditEntry(
      String requestId,
      Caller caller,
      String era,
      String operation,
      String target,
      @Nullable ObjectNode arguments) {
    this(requestId, caller, era, operation, target, arguments, "");
  }

  /// The same for any operation.
  ///
  /// @param trace the id of the trace it belongs to; empty for none
  public AuditEntry(
      String requestId,
      Caller caller,
      String era,
      String operation,
      String target,
      @Nullable ObjectNode arguments,
      String trace) {
    this.trace = trace;
    this.requestId = requestId;
    this.caller = caller;
    this.era = era;
    this.operation = operation;
    this.target = target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET);
    this.arguments = arguments;
  }

  /// Takes what its lines say of the caller.
  void caller(AuditLine fields) {
    callerFields = fields;
  }

  /// Adds what only the intent says.
  void describeArguments(AuditLine line) {
    if (arguments != null) {
      ArgumentDigest.describe(arguments, line);
    }
  }

  /// Notes what was handed out.
  ///
  /// @param sha256 `sha256:` and the digest of its bytes in 64 lower-case hexadecimal digits
  /// @param count how many bytes it has
  public void served(String sha256, long count) {
    digest = sha256;
    bytes = count;
  }

  /// Adds what was handed out, if that was noted.
  void tellServed(AuditLine line) {
    if (!digest.isEmpty()) {
      line.text("digest", digest).number("bytes", bytes);
    }
  }

  /// Adds what both lines say alike, encoded once: the second copies it from the first.
  void tell(AuditLine line) {
    AuditLine first = told;
    if (first != null) {
      line.copy(first, from, to);
      return;
    }
    from = line.length();
    line.text("request_id", requestId);
    AuditLine known = callerFields;
    if (known == null) {
      CallerFields.tell(caller, line);
    } else {
      line.copy(known);
    }
    line.text("era", era).text("operation", operation);
    if (!target.isEmpty()) {
      line.text("target", target);
    }
    if (!trace.isEmpty()) {
      line.text("trace", trace);
    }
    to = line.length();
    told = line;
  }
}

package dev.doorward.service;

import dev.doorward.caller.Scope;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Optional;
import java.util.Set;

/// One thing a model can call. A tool is data (its definition, its permission and scopes, whether
/// it can block) and one method.
///
/// Implementations are stateless or thread-safe. A tool never learns which door or era a call came
/// through.
public interface Tool {

  /// Name, title, description, schemas and annotations as clients see them; the same object every
  /// time.
  io.modelcontextprotocol.spec.McpSchema.Tool definition();

  /// Whether a call changes anything.
  Effect effect();

  /// The permission a caller needs both to see and to call it, `tools:call:<name>` unless a tool
  /// has a reason; it always begins with `tools:call:`.
  default String permission() {
    return "tools:call:" + definition().name();
  }

  /// What a token must carry to call it, all of them, of the closed list in [Scope]:
  /// [Scope#TOOLS_CALL], with [Scope#TOOLS_WRITE] when it changes anything, and the scopes of what
  /// it reads on the caller's behalf. The same object every time.
  Set<Scope> scopes();

  /// Whether a call can wait for anything: a file, a lock, a clock, a client. One that cannot runs
  /// where the request arrived, without a thread of its own, and must return within microseconds.
  boolean blocking();

  /// Limits of its own for the arguments, within the hard caps; empty means the configured ones.
  default Optional<InputLimits> inputLimits() {
    return Optional.empty();
  }

  /// Does the work. Arguments have passed the limits and the input schema.
  ///
  /// @return the result; what the model can correct is a result with `isError`
  /// @throws ToolFailure with a text made for the model, when the work cannot be done
  /// @throws InterruptedException when the call was cancelled or its time is over
  CallToolResult call(Arguments arguments, Call call) throws ToolFailure, InterruptedException;
}

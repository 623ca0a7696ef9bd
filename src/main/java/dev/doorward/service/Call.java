package dev.doorward.service;

import dev.doorward.caller.Caller;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ListRootsResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What running work may do besides compute: report, and ask its client. The same in both eras and
/// at both doors.
///
/// Asking is **replayable**: when an answer is not there yet, the work is left and later run again
/// from its start, with the answers given so far. Work that asks must therefore do nothing that
/// cannot be repeated before its last question.
public interface Call {

  /// Who called.
  Caller caller();

  /// Tells whether the caller holds a permission to read, by the very decision that guards lists
  /// and calls. For work that reaches by another way what a list or a read would filter, as a tool
  /// that reads a resource does.
  boolean mayRead(String permission);

  /// Reports progress; goes nowhere when the client did not ask for it.
  ///
  /// @param done grows with every report
  /// @param total empty when unknown
  void progress(double done, @Nullable Double total, @Nullable String message);

  /// Sends a log message to the client; goes nowhere below the level it asked for.
  void log(LoggingLevel level, String logger, Object data);

  /// Tells whether the client no longer waits for this call.
  boolean cancelled();

  /// Tells whether the client declared that it can answer this kind of question.
  boolean canAsk(Question question);

  /// Asks several questions at once.
  ///
  /// @param questions each under a key that is unique in this work and the same in every run
  /// @return an answer for every key, as the client sent it, of the shape the question calls for
  Map<String, JsonNode> askAll(Map<String, Question> questions) throws InterruptedException;

  /// Asks the user through a form or a page (specification: client/elicitation).
  ElicitResult elicit(String key, ElicitRequest request) throws InterruptedException;

  /// Asks the client's model for a message (specification: client/sampling).
  CreateMessageResult sample(String key, CreateMessageRequest request) throws InterruptedException;

  /// Asks which roots the client works in (specification: client/roots).
  ListRootsResult roots(String key) throws InterruptedException;

  /// A note that work left for its next run with [#rememberThenAsk].
  Optional<String> remembered();

  /// Leaves a note for the next run, sealed on its way through the client, and asks.
  Map<String, JsonNode> rememberThenAsk(String note, Map<String, Question> questions)
      throws InterruptedException;

  /// Ends this call without going to its stream's end: the client is told to come back for the
  /// answer (legacy streams only; elsewhere it does nothing).
  void detachStream();
}

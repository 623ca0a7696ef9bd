package dev.doorward.protocol.modern;

import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Result;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.wire.Capabilities;
import dev.doorward.protocol.wire.Encoded;
import dev.doorward.protocol.wire.JsonOut;
import dev.doorward.protocol.wire.Notifications;
import dev.doorward.protocol.wire.Refusals;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.Results;
import dev.doorward.protocol.wire.RpcMessages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes results as the modern era wants them: with a type, with the server's name, and with a
/// hint how long to keep them.
final class ModernResults {
  /// Lists change rarely and announce it; the hint only bounds how stale a client without a
  /// subscription can be.
  private static final long LIST_MILLIS = 60_000;

  private static final long DISCOVERY_MILLIS = 300_000;
  private static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";

  private final Results results = new Results();
  private final ServerIdentity identity;
  private final Encoded server;
  private final Encoded meta;

  ModernResults(ServerIdentity identity) {
    this.identity = identity;
    this.server =
        Encoded.object(
            out -> {
              out.text("name", identity.name());
              out.text("title", identity.title());
              out.text("version", identity.version());
            });
    this.meta = Encoded.object(out -> out.encoded(SERVER_KEY, server));
  }

  /// A finished result.
  byte[] complete(RequestId id, Result result) {
    return RpcMessages.result(
        id,
        out -> {
          out.text("resultType", "complete");
          if (result instanceof Result.Described described) {
            discovery(out, described);
          } else {
            results.write(out, result);
          }
          cacheHint(out, result);
          meta(out, Results.meta(result));
        });
  }

  /// A tool result that tells a refusal to the model.
  byte[] refusedCall(RequestId id, Refusal refusal) {
    return RpcMessages.result(
        id,
        out -> {
          out.text("resultType", "complete");
          Refusals.toolResult(refusal).write(out);
          meta(out, Map.of(Refusals.CODE_KEY, refusal.code().label()));
        });
  }

  /// The questions a request ends with for now.
  byte[] inputRequired(RequestId id, Outcome.InputRequired asked, String state) {
    return RpcMessages.result(
        id,
        out -> {
          out.text("resultType", "input_required");
          Rounds.write(out, asked.questions(), state);
          meta(out, null);
        });
  }

  /// The graceful end of a subscription.
  byte[] subscriptionEnded(RequestId id) {
    return RpcMessages.result(
        id,
        out -> {
          out.text("resultType", "complete");
          out.objectField(
              "_meta",
              fields -> {
                Notifications.subscription(fields, id);
                fields.encoded(SERVER_KEY, server);
              });
        });
  }

  private void discovery(JsonOut out, Result.Described described) {
    out.texts("supportedVersions", List.of(Envelope.VERSION));
    out.objectField("capabilities", fields -> Capabilities.write(fields, described));
    if (!identity.instructions().isBlank()) {
      out.text("instructions", identity.instructions());
    }
  }

  private static void cacheHint(JsonOut out, Result result) {
    switch (result) {
      case Result.Described _ -> cacheHint(out, DISCOVERY_MILLIS, "public");
      // What a caller may not use it does not see: no list and no skill is the same for everybody.
      case Result.Page<?> _, Result.SkillEntry _ -> cacheHint(out, LIST_MILLIS, "private");
      // Files change without a word.
      case Result.Read _ -> cacheHint(out, 0, "private");
      case Result.Called _,
          Result.Prompted _,
          Result.Completions _,
          Result.Watching _,
          Result.Done _ -> {}
    }
  }

  private static void cacheHint(JsonOut out, long millis, String scope) {
    out.number("ttlMs", millis);
    out.text("cacheScope", scope);
  }

  private void meta(JsonOut out, @Nullable Map<String, Object> own) {
    if (own == null || own.isEmpty()) {
      out.encoded("_meta", meta);
      return;
    }
    out.objectField(
        "_meta",
        fields -> {
          own.forEach(
              (key, value) -> {
                if (!key.equals(SERVER_KEY)) {
                  fields.value(key, value);
                }
              });
          fields.encoded(SERVER_KEY, server);
        });
  }
}

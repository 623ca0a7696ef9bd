package dev.doorward.protocol;

import dev.doorward.access.AccessPolicy;
import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.limit.RateLimiter;
import dev.doorward.protocol.legacy.LegacyEra;
import dev.doorward.protocol.legacy.LegacyLines;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.StateSeal;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.service.Catalog;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Changes;
import dev.doorward.service.Toolset;
import dev.doorward.tools.conformance.ConformanceToolset;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An engine over a real gateway and the referee's fixtures, with a legacy era that only takes
/// notes.
public final class ProtocolRig {
  public static final Caller ALICE = caller("alice", Role.ADMIN);
  public static final Caller BOB = caller("bob", Role.ADMIN);
  public static final Caller VIEWER = caller("vera", Role.VIEWER);

  public final List<String> legacySaw = new ArrayList<>();
  public final Changes changes = new Changes();
  public final Gateway gateway;
  public final McpEngine engine;

  public ProtocolRig(Toolset... more) {
    List<Toolset> toolsets = new ArrayList<>(List.of(more));
    toolsets.add(ConformanceToolset.of(changes));
    this.gateway = gateway(toolsets, changes);
    StateSeal seal = new StateSeal(() -> List.of(new byte[32]), InstantSource.system());
    ServerIdentity identity =
        new ServerIdentity("doorward", "Doorward", "0.1.0", "Be kind.", "build");
    ModernEra modern = new ModernEra(gateway, changes, identity, seal);
    this.engine = new McpEngine(new MessageReader(1 << 20), modern, new NotedLegacy());
  }

  /// A real gateway with the shipped roles and no rate.
  public static Gateway gateway(List<Toolset> toolsets, Changes changes) {
    return new Gateway(
        new AuditTrail(
            new AuditSink.ToStream(OutputStream.nullOutputStream()), InstantSource.system()),
        new RateLimiter(Optional.empty()),
        new AccessPolicy(AccessPolicy.defaultRoles()),
        new CatalogHolder(new Catalog(toolsets), changes),
        GatewaySettings.DEFAULTS,
        GatewayObserver.NONE);
  }

  private static Caller caller(String subject, Role role) {
    return new Caller(
        new CallerId("https://issuer.test", subject), Set.of(role), Scope.ALL, "test", Door.HTTP);
  }

  /// Headers as a modern client mirrors them.
  public static GivenHeaders headers(String method) {
    return GivenHeaders.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method);
  }

  /// A modern request with the capabilities of the referee's client.
  public static String request(String method, String params) {
    return request(method, params, "{\"sampling\":{},\"elicitation\":{},\"roots\":{}}", "");
  }

  /// A modern request.
  ///
  /// @param params its fields, without braces and without `_meta`
  /// @param meta more fields of `_meta`, each with a comma before it
  public static String request(String method, String params, String capabilities, String meta) {
    return """
    {"jsonrpc":"2.0","id":7,"method":"%s","params":{%s"_meta":{
     "io.modelcontextprotocol/protocolVersion":"2026-07-28",
     "io.modelcontextprotocol/clientCapabilities":%s%s}}}"""
        .formatted(method, params.isEmpty() ? "" : params + ",", capabilities, meta);
  }

  /// Posts a body.
  public RecordedReply post(Caller caller, RequestHeaders headers, String body) {
    RecordedReply reply = new RecordedReply();
    engine.post(caller, headers, body.getBytes(StandardCharsets.UTF_8), reply);
    return reply;
  }

  /// Calls a tool as Alice.
  public RecordedReply call(String tool, String more) {
    return post(
        ALICE,
        headers("tools/call").add("Mcp-Name", tool),
        request("tools/call", named(tool, more)));
  }

  /// The params of a tool call.
  public static String named(String tool, String more) {
    return "\"name\":\"" + tool + "\"" + (more.isEmpty() ? "" : "," + more);
  }

  /// Reads an answer.
  public static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /// A legacy era that writes down what reached it.
  private final class NotedLegacy implements LegacyEra {
    @Override
    public void post(Caller caller, RequestHeaders headers, Message message, Reply reply) {
      legacySaw.add(message.getClass().getSimpleName());
      reply.answer(Answer.empty(Answer.Kind.ACCEPTED));
    }

    @Override
    public void listen(Caller caller, RequestHeaders headers, Reply reply) {
      legacySaw.add("listen");
      reply.open();
    }

    @Override
    public void end(Caller caller, RequestHeaders headers, Reply reply) {
      legacySaw.add("end");
      reply.answer(Answer.empty(Answer.Kind.NO_CONTENT));
    }

    @Override
    public LegacyLines converse(Caller caller, MessageSink out, Places places) {
      return new LegacyLines() {
        @Override
        public void message(Message message) {
          legacySaw.add(message.getClass().getSimpleName());
        }

        @Override
        public void close(Duration grace) {
          legacySaw.add("close");
        }
      };
    }

    @Override
    public void endSessions(Predicate<CallerId> of) {
      legacySaw.add("endSessions");
    }

    @Override
    public void drain() {
      legacySaw.add("drain");
    }
  }
}

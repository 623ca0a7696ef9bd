package dev.doorward.protocol.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Results;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Catalog;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Changes;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.Toolset;
import dev.doorward.tools.conformance.ConformanceToolset;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The legacy era on the real gateway with the referee's fixtures, and two tools that wait.
final class EraBench {
  static final Caller ANN = caller("ann");
  static final Caller BEN = caller("ben");
  static final String FULL = "{\"sampling\":{},\"elicitation\":{},\"roots\":{}}";

  final Changes changes = new Changes();
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);
  final SessionEra era;
  final Gateway gateway;
  private final MessageReader reader = new MessageReader(1024 * 1024);

  EraBench() {
    this(
        new LegacySettings(100, 10, Duration.ofMinutes(30), Duration.ofSeconds(20), 64 * 1024, 64));
  }

  EraBench(LegacySettings settings) {
    Toolset waiters = Toolset.ofTools("waiters", List.of(new Waiter(this)));
    Catalog catalog = new Catalog(List.of(ConformanceToolset.of(changes), waiters));
    AuditTrail audit =
        new AuditTrail(
            new AuditSink.ToStream(OutputStream.nullOutputStream()), InstantSource.system());
    this.gateway =
        new Gateway(
            audit,
            new RateLimiter(Optional.empty()),
            new AccessPolicy(AccessPolicy.defaultRoles()),
            new CatalogHolder(catalog, changes),
            GatewaySettings.DEFAULTS,
            GatewayObserver.NONE);
    ServerIdentity identity =
        new ServerIdentity("doorward", "Doorward", "0.1.0", "Be kind.", "test");
    this.era =
        new SessionEra(
            gateway,
            identity,
            changes,
            new Results(),
            () -> "r",
            settings,
            InstantSource.system(),
            new SecureRandom());
  }

  private static Caller caller(String name) {
    return new Caller(
        new CallerId("https://idp.example", name),
        Set.of(Role.ADMIN),
        Scope.ALL,
        "test",
        Door.HTTP);
  }

  FakeReply post(Caller caller, FakeHeaders headers, String message) {
    FakeReply reply = new FakeReply();
    era.post(caller, headers, reader.read(message.getBytes(UTF_8)), reply);
    return reply;
  }

  FakeReply post(String session, String message) {
    return post(ANN, FakeHeaders.in(session), message);
  }

  FakeReply listen(FakeHeaders headers) {
    return listen(ANN, headers);
  }

  FakeReply listen(Caller caller, FakeHeaders headers) {
    FakeReply reply = new FakeReply();
    era.listen(caller, headers, reply);
    return reply;
  }

  FakeReply end(Caller caller, FakeHeaders headers) {
    FakeReply reply = new FakeReply();
    era.end(caller, headers, reply);
    return reply;
  }

  String openSession() throws InterruptedException {
    return openSession("2025-11-25", FULL);
  }

  String openSession(String version, String capabilities) throws InterruptedException {
    String id =
        post(ANN, FakeHeaders.usual(), initialize(version, capabilities))
            .answered()
            .session()
            .orElseThrow();
    post(id, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").answered();
    return id;
  }

  LegacyLines converse(MessageSink out) {
    return era.converse(ANN, out, Places.of(32));
  }

  void line(LegacyLines lines, String message) {
    lines.message(reader.read(message.getBytes(UTF_8)));
  }

  static String initialize(String version, String capabilities) {
    return """
    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"%s","capabilities":%s,
     "clientInfo":{"name":"test","version":"1"}}}"""
        .formatted(version, capabilities);
  }

  static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  static String call(int id, String tool, String arguments) {
    return request(
        id, "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
  }

  static String notification(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params);
  }

  static String response(JsonNode request, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(request.path("id"), result);
  }

  static JsonNode json(byte[] message) {
    return JsonMapper.shared().readTree(message);
  }

  /// Waits until it is released or interrupted.
  private record Waiter(EraBench bench) implements Tool {
    private static final McpSchema.Tool DEFINITION =
        McpSchema.Tool.builder("wait", Map.of("type", "object")).description("Waits.").build();

    @Override
    public McpSchema.Tool definition() {
      return DEFINITION;
    }

    @Override
    public Effect effect() {
      return Effect.READS;
    }

    @Override
    public Set<Scope> scopes() {
      return Set.of(Scope.TOOLS_CALL);
    }

    @Override
    public boolean blocking() {
      return true;
    }

    @Override
    public CallToolResult call(Arguments arguments, Call call) throws InterruptedException {
      bench.waiting.countDown();
      try {
        bench.release.await();
      } catch (InterruptedException e) {
        bench.interrupted.countDown();
        throw e;
      }
      return CallToolResult.builder(List.of(TextContent.builder("done").build())).build();
    }
  }
}

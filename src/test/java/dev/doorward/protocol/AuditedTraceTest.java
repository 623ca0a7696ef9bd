package dev.doorward.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.access.AccessPolicy;
import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.limit.RateLimiter;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.protocol.legacy.SessionEra;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.StateSeal;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Results;
import dev.doorward.service.Catalog;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Changes;
import dev.doorward.tools.conformance.ConformanceToolset;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The trace of a request gets into both of its audit lines, in both eras and at both doors.
final class AuditedTraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String META = ",\"traceparent\":\"" + PARENT + "\"";
  private static final String TOLD = "\"trace\":\"" + TRACE + "\"";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final McpEngine engine = engine();

  private McpEngine engine() {
    Changes changes = new Changes();
    Gateway gateway =
        new Gateway(
            new AuditTrail(new AuditSink.ToStream(out), InstantSource.system()),
            new RateLimiter(Optional.empty()),
            new AccessPolicy(AccessPolicy.defaultRoles()),
            new CatalogHolder(new Catalog(List.of(ConformanceToolset.of(changes))), changes),
            GatewaySettings.DEFAULTS,
            GatewayObserver.NONE);
    ServerIdentity identity =
        new ServerIdentity("doorward", "Doorward", "0.1.0", "Be kind.", "build");
    StateSeal seal = new StateSeal(() -> List.of(new byte[32]), InstantSource.system());
    LegacySettings settings =
        new LegacySettings(100, 10, Duration.ofMinutes(30), Duration.ofSeconds(20), 65_536, 64);
    SessionEra legacy =
        new SessionEra(
            gateway,
            identity,
            changes,
            new Results(),
            () -> "r",
            settings,
            InstantSource.system(),
            new SecureRandom());
    return new McpEngine(
        new MessageReader(1 << 20), new ModernEra(gateway, changes, identity, seal), legacy);
  }

  private Answer post(GivenHeaders headers, String body) {
    RecordedReply reply = new RecordedReply();
    engine.post(ProtocolRig.ALICE, headers, body.getBytes(StandardCharsets.UTF_8), reply);
    return reply.answer();
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String listing(String meta) {
    return ProtocolRig.request("tools/list", "", "{}", meta);
  }

  @Test
  void ofAModernRequest() {
    post(ProtocolRig.headers("tools/list"), listing(META));
    post(ProtocolRig.headers("tools/list").add("traceparent", PARENT), listing(""));

    assertThat(lines()).hasSize(4).allMatch(line -> line.contains(TOLD));
  }

  @Test
  void whatIsNoTraceLeavesNothingBehind() {
    post(ProtocolRig.headers("tools/list"), listing(""));
    post(
        ProtocolRig.headers("tools/list").add("traceparent", PARENT.toUpperCase(Locale.ROOT)),
        listing(""));
    post(ProtocolRig.headers("tools/list"), listing(",\"traceparent\":\"canary\""));

    assertThat(lines())
        .hasSize(6)
        .noneMatch(line -> line.contains("trace") || line.contains("canary"));
  }

  @Test
  void ofALegacySession() {
    Answer begun =
        post(
            GivenHeaders.of("traceparent", PARENT),
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
    post(
        GivenHeaders.of("Mcp-Session-Id", begun.session().orElseThrow(), "traceparent", PARENT),
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}");

    assertThat(lines()).hasSize(4).allMatch(line -> line.contains(TOLD));
  }

  @Test
  void ofALine() throws InterruptedException {
    LinkedBlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    LineConversation conversation = engine.converse(ProtocolRig.ALICE, answers::add);
    conversation.line(listing(META).replace("\n", "").getBytes(StandardCharsets.UTF_8));

    assertThat(answers.poll(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(lines()).hasSize(2).allMatch(line -> line.contains(TOLD));
  }
}

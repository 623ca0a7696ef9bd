package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.limit.Rate;
import dev.doorward.limit.RateLimiter;
import dev.doorward.service.Catalog;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Changes;
import dev.doorward.service.Toolset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A whole gateway with small limits, whose audit trail can be read and broken.
final class House {
  static final JsonMapper JSON = JsonMapper.shared();

  final BreakableStream auditStream = new BreakableStream();
  final ScriptedLink link = new ScriptedLink();
  final Gateway gateway;

  House(Optional<Rate> rate, List<Toolset> families, Duration deadline) {
    this(new RateLimiter(rate), families, deadline);
  }

  House(RateLimiter rates, List<Toolset> families, Duration deadline) {
    GatewaySettings usual = GatewaySettings.DEFAULTS;
    GatewaySettings settings =
        new GatewaySettings(
            deadline, 1_024, 2, Map.of("single", 1), 3, usual.input(), usual.inputOverrides());
    gateway =
        new Gateway(
            new AuditTrail(new AuditSink.ToStream(auditStream), InstantSource.system()),
            rates,
            new AccessPolicy(AccessPolicy.defaultRoles()),
            new CatalogHolder(new Catalog(families), new Changes()),
            settings,
            GatewayObserver.NONE);
  }

  /// With a deadline that no test reaches, however busy the machine is.
  House(Optional<Rate> rate, List<Toolset> families) {
    this(new RateLimiter(rate), families);
  }

  House(RateLimiter rates, List<Toolset> families) {
    this(rates, families, Duration.ofMinutes(5));
  }

  House(List<Toolset> families) {
    this(Optional.empty(), families);
  }

  static Caller caller(Role... roles) {
    return new Caller(new CallerId("test", "ada"), Set.of(roles), Scope.ALL, "tests", Door.HTTP);
  }

  Outcome handle(Caller caller, Request request) {
    return gateway.handle(caller, request, new Origin("r-1", "modern", link));
  }

  Outcome call(Caller caller, String tool, String arguments) {
    return handle(caller, new Request.CallTool(tool, (ObjectNode) JSON.readTree(arguments)));
  }

  /// The code of a refusal, or what else the outcome was.
  static String codeOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> refused.refusal().code().label();
      case Outcome.Completed _ -> "completed";
      case Outcome.InputRequired _ -> "input_required";
      case Outcome.Faulted _ -> "faulted";
    };
  }

  List<JsonNode> auditLines() {
    return auditStream.text().lines().map(JSON::readTree).toList();
  }

  /// Takes bytes until it is told to fail.
  static final class BreakableStream extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean broken;

    void breakDown() {
      broken = true;
    }

    String text() {
      return taken.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (broken) {
        throw new IOException("no space left");
      }
      taken.write(bytes, offset, length);
    }
  }
}

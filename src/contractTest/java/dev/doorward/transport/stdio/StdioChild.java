package dev.doorward.transport.stdio;

import dev.doorward.access.AccessPolicy;
import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Scope;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.limit.RateLimiter;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.McpEngine;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.protocol.legacy.SessionEra;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.StateSeal;
import dev.doorward.protocol.wire.CallNumbers;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// What a child process runs: the local door as the command opens it, on the real engine, with a
/// tool that prints where no tool may and one that never ends by itself.
final class StdioChild {
  private StdioChild() {}

  public static void main(String[] args) throws InterruptedException {
    StandardStreams streams = StandardStreams.take();
    System.out.println("printed before the door opened");
    new StdioDoor(streams, StdioSettings.DEFAULTS).serve(engine());
    System.exit(0);
  }

  private static Engine engine() {
    InstantSource clock = InstantSource.system();
    Changes changes = new Changes();
    Toolset own = Toolset.ofTools("own", List.of(new Printer(), new Sleeper()));
    Gateway gateway =
        new Gateway(
            new AuditTrail(new AuditSink.ToStream(OutputStream.nullOutputStream()), clock),
            new RateLimiter(Optional.empty()),
            new AccessPolicy(AccessPolicy.defaultRoles()),
            new CatalogHolder(new Catalog(List.of(ConformanceToolset.of(changes), own)), changes),
            GatewaySettings.DEFAULTS,
            GatewayObserver.NONE);
    ServerIdentity identity = new ServerIdentity("child", "Child", "1", "", "test");
    byte[] secret = new byte[32];
    return new McpEngine(
        new MessageReader(StdioSettings.DEFAULTS.lineBytes()),
        new ModernEra(gateway, changes, identity, new StateSeal(() -> List.of(secret), clock)),
        new SessionEra(
            gateway,
            identity,
            changes,
            new Results(),
            CallNumbers::next,
            LegacySettings.DEFAULTS,
            clock,
            new SecureRandom()));
  }

  private static McpSchema.Tool described(String name) {
    return McpSchema.Tool.builder(name, Map.of("type", "object")).description(name).build();
  }

  /// Writes to standard output as a careless library would.
  private record Printer() implements Tool {
    private static final McpSchema.Tool DEFINITION = described("print");

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
      return false;
    }

    @Override
    public CallToolResult call(Arguments arguments, Call call) {
      System.out.println("printed by a tool");
      return CallToolResult.builder(List.of(TextContent.builder("printed").build())).build();
    }
  }

  /// Waits for ever, and again when it is interrupted.
  private record Sleeper() implements Tool {
    private static final McpSchema.Tool DEFINITION = described("hang");

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
    public CallToolResult call(Arguments arguments, Call call) {
      while (true) {
        try {
          System.err.println("hanging");
          new CountDownLatch(1).await();
        } catch (InterruptedException _) {
          System.err.println("interrupted");
        }
      }
    }
  }
}

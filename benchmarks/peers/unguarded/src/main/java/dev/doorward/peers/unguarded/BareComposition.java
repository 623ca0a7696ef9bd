package dev.doorward.peers.unguarded;

import dev.doorward.gateway.Gateway;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.McpEngine;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.protocol.legacy.SessionEra;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.StateKeys;
import dev.doorward.protocol.modern.StateSeal;
import dev.doorward.protocol.wire.CallNumbers;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Results;
import dev.doorward.service.Catalog;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Changes;
import dev.doorward.tools.diagnostics.DiagnosticsFamily;
import dev.doorward.tools.diagnostics.ServerFacts;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Wires the engine as Doorward does, over a gateway without guards and one family.
@Factory
final class BareComposition {
  private static final int BODY_BYTES = 1024 * 1024;

  /// What the endpoint talks to.
  @Singleton
  Engine engine() {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Changes changes = new Changes();
    ServerFacts facts = new ServerFacts("0", "unguarded", clock.instant(), List.of());
    Catalog catalog =
        new Catalog(
            List.of(DiagnosticsFamily.toolset(facts, clock, ThreadLocalRandom::current)));
    Gateway gateway = new Gateway(new CatalogHolder(catalog, changes));
    ServerIdentity identity = new ServerIdentity("unguarded", "Unguarded", "0", "", "unguarded");
    // Only a call that asks its client needs keys, and echo does not.
    StateSeal seal = new StateSeal(() -> StateKeys.in(Path.of("unused"), random), clock);
    ModernEra modern = new ModernEra(gateway, changes, identity, seal);
    SessionEra legacy =
        new SessionEra(
            gateway,
            identity,
            changes,
            new Results(),
            CallNumbers::next,
            LegacySettings.DEFAULTS,
            clock,
            random);
    return new McpEngine(new MessageReader(BODY_BYTES), modern, legacy);
  }
}

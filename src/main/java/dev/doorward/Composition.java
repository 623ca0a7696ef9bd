package dev.doorward;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.AccessSettings;
import dev.doorward.audit.AuditEvent;
import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.audit.FileSink;
import dev.doorward.audit.SubjectNames;
import dev.doorward.caller.Door;
import dev.doorward.cli.settings.PathRefused;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.limit.Rate;
import dev.doorward.limit.RateLimiter;
import dev.doorward.ops.Build;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.McpEngine;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.legacy.SessionEra;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.StateKeys;
import dev.doorward.protocol.modern.StateSeal;
import dev.doorward.protocol.wire.CallNumbers;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Results;
import dev.doorward.service.Catalog;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires the house: plain constructors, read from the bottom floor up, the same for both doors. A
/// door adds itself on top.
final class Composition implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Composition.class);

  private final Settings settings;
  private final InstantSource clock = InstantSource.system();
  private final RandomGenerator random = new LateRandom();
  private final AuditTrail audit;
  private final Families families;
  private final Changes changes = new Changes();
  private final RateLimiter rates;
  private final Gateway gateway;
  private final Engine engine;

  /// Wires everything below one door.
  ///
  /// @param observer hears how requests end
  Composition(Settings settings, Door door, GatewayObserver observer) {
    this.settings = settings;
    warnOfPermissive(settings);
    this.audit = new AuditTrail(sink(settings, random), clock, names(settings, random));
    begin(audit, settings, door);
    this.families = new Families(settings, changes);
    if (door == Door.STDIO) {
      families.endWithTheProcess();
    }
    CatalogHolder catalogs = new CatalogHolder(new Catalog(families.toolsets()), changes);
    this.rates = rates(settings, door);
    this.gateway =
        new Gateway(
            audit,
            rates,
            new AccessPolicy(settings.access()),
            catalogs,
            settings.gateway(),
            observer);
    this.engine = engine(gateway, changes);
  }

  private static void warnOfPermissive(Settings settings) {
    if (settings.access().preset() == AccessSettings.Preset.PERMISSIVE) {
      LOG.warn("permissive.access");
    }
  }

  /// Lives by other settings from now on, behind an HTTP door, as far as that needs no restart:
  /// access, the gateway's bounds, the rates of callers. Both settings were checked.
  void live(Settings before, Settings next) {
    gateway.govern(new AccessPolicy(next.access()), next.gateway());
    rates.reconfigure(
        Optional.of(next.limit().remote()), next.limit().roles(), next.limit().tools());
    if (!next.access().equals(before.access())) {
      warnOfPermissive(next);
      // Who sees what has changed, for anybody.
      changes.announce(new Change.Tools());
      changes.announce(new Change.Prompts());
      changes.announce(new Change.Resources());
    }
  }

  private Engine engine(Gateway gateway, Changes changes) {
    ServerIdentity identity =
        new ServerIdentity(
            "doorward", "Doorward", Build.version(), Families.INSTRUCTIONS, Build.id());
    StateSeal seal = new StateSeal(() -> StateKeys.in(settings.data(), random), clock);
    ModernEra modern = new ModernEra(gateway, changes, identity, seal);
    SessionEra legacy =
        new SessionEra(
            gateway,
            identity,
            changes,
            new Results(),
            CallNumbers::next,
            settings.legacy(),
            clock,
            random);
    return new McpEngine(new MessageReader(settings.http().bodyBytes()), modern, legacy);
  }

  /// What the doors talk to.
  Engine engine() {
    return engine;
  }

  /// Refuses a start that would fail at the first request which asks its client.
  void requireStateKeys() {
    StateKeys.in(settings.data(), random);
  }

  /// Reads ahead what the first callers will need, so that they need not wait for it.
  void warmUp() {
    families.warmUp();
  }

  /// The record of what was done, for the health of a door.
  AuditTrail audit() {
    return audit;
  }

  private static AuditSink sink(Settings settings, RandomGenerator random) {
    return switch (settings.audit().target()) {
      case STDERR -> new AuditSink.ToStream(standardError());
      case FILE -> file(settings, random, Optional.empty());
      case BOTH -> file(settings, random, Optional.of(standardError()));
    };
  }

  private static AuditSink file(
      Settings settings, RandomGenerator random, Optional<OutputStream> copy) {
    try {
      Files.createDirectories(settings.data());
      return FileSink.open(settings.data(), settings.audit(), random, copy);
    } catch (IOException _) {
      throw unwritable(settings);
    }
  }

  private static SubjectNames names(Settings settings, RandomGenerator random) {
    try {
      return SubjectNames.of(settings.data(), settings.audit(), random);
    } catch (IOException _) {
      throw unwritable(settings);
    }
  }

  private static PathRefused unwritable(Settings settings) {
    return new PathRefused(
        "audit.target",
        "",
        "the audit trail in '" + settings.data() + "' cannot be written",
        "make room there, name another folder with --data, or set it to stderr");
  }

  private static OutputStream standardError() {
    return new FileOutputStream(FileDescriptor.err);
  }

  /// At the stdio door a client waits for the first answer, so that the chain is taken up beside
  /// the rest of the start.
  private static void begin(AuditTrail audit, Settings settings, Door door) {
    AuditEvent.Started started = new AuditEvent.Started(door.label(), Build.version(), Build.id());
    AuditEvent.Configured configured = new AuditEvent.Configured(settings.audit().given());
    switch (door) {
      case HTTP -> {
        if (!audit.start(started, configured)) {
          throw unwritable(settings);
        }
      }
      case STDIO -> audit.startBeside(started, configured);
    }
  }

  /// The local caller is not limited unless the operator asks for it.
  private static RateLimiter rates(Settings settings, Door door) {
    Optional<Rate> rate =
        switch (door) {
          case HTTP -> Optional.of(settings.limit().remote());
          case STDIO -> settings.limit().local();
        };
    return new RateLimiter(
        rate, settings.limit().roles(), settings.limit().tools(), System::nanoTime);
  }

  @Override
  public void close() throws IOException {
    // First, so that how their calls end can still be written.
    families.close();
    audit.close();
  }
}

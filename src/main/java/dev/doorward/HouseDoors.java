package dev.doorward;

import dev.doorward.audit.AuditTrail;
import dev.doorward.block.Blocks;
import dev.doorward.caller.Door;
import dev.doorward.caller.Scope;
import dev.doorward.cli.Doors;
import dev.doorward.cli.SettingsAgain;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.limit.AddressLimiter;
import dev.doorward.ops.AcceptedDangers;
import dev.doorward.ops.AuditMetrics;
import dev.doorward.ops.GatewayMetrics;
import dev.doorward.ops.Reloads;
import dev.doorward.ops.logging.RequestLog;
import dev.doorward.transport.http.HttpDoor;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKeyMetrics;
import dev.doorward.transport.http.auth.ApiKeys;
import dev.doorward.transport.http.auth.ClientCertificates;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.stdio.StandardStreams;
import dev.doorward.transport.stdio.StdioDoor;
import dev.doorward.transport.stdio.StdioSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The two doors, each put on top of a house of its own.
final class HouseDoors implements Doors {
  private final InstantSource clock = InstantSource.system();

  @Override
  public void check(Settings settings) {
    ExtensionJars.check(System.getProperty("java.class.path", ""));
    DeclaredCommands.check(settings);
    NamedTools.check(settings);
  }

  @Override
  public void stdio(Settings settings, StandardStreams streams) throws InterruptedException {
    StdioSettings local =
        new StdioSettings(
            settings.http().bodyBytes(),
            Set.of(settings.access().stdioRole()),
            StdioSettings.DEFAULTS.grace());
    try (Composition house = new Composition(settings, Door.STDIO, new RequestLog())) {
      new StdioDoor(streams, local).serve(house.engine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Listening http(
      Settings settings, Optional<LocalIssuer> issuer, String audience, SettingsAgain again) {
    ApiKeys keys = ApiKeys.of(settings.apiKey(), settings.apiKeys(), clock);
    AccessTokens tokens =
        issuer
            .map(local -> AccessTokens.local(local, audience, clock))
            .orElseGet(() -> AccessTokens.external(settings.trustedIssuers(), audience, clock))
            .and(keys)
            .and(ClientCertificates.of(settings.clientCertificates(), clock));
    GatewayMetrics metrics = new GatewayMetrics();
    RequestLog log = new RequestLog();
    GatewayObserver observer =
        (caller, request, origin, outcome, nanos) -> {
          metrics.ended(caller, request, origin, outcome, nanos);
          log.ended(caller, request, origin, outcome, nanos);
        };
    Blocks blocks = new Blocks(settings.data(), clock);
    AddressLimiter addresses = new AddressLimiter(settings.limit(), System::nanoTime);
    Reloads reloads = new Reloads();
    Composition house = new Composition(settings, Door.HTTP, observer);
    try {
      house.requireStateKeys();
      blocks.tell(new BlockAudit(house.audit()));
      HttpDoor door =
          HttpDoor.open(
              settings.http(),
              house.engine(),
              _ -> tokens,
              scopes(settings),
              beans(settings, metrics, house.audit(), keys, addresses, blocks, reloads));
      Reload reload =
          new Reload(settings, again, new RunningHouse(house, door, tokens, addresses), reloads);
      reload.follow();
      // Only here: at the stdio door the first answer comes before anything it does not need.
      Thread.ofVirtual().name("warm-up").start(house::warmUp);
      return listening(reload, () -> close(house, door, blocks));
    } catch (RuntimeException e) {
      close(house);
      throw e;
    }
  }

  private static List<Object> beans(
      Settings settings,
      GatewayMetrics metrics,
      AuditTrail audit,
      ApiKeys keys,
      AddressLimiter addresses,
      Blocks blocks,
      Reloads reloads) {
    List<Object> beans =
        new ArrayList<>(
            List.of(
                metrics,
                audit,
                new AuditMetrics(audit),
                new ApiKeyMetrics(keys),
                addresses,
                blocks,
                reloads));
    if (!settings.dangers().isEmpty()) {
      beans.add(new AcceptedDangers(settings.dangers()));
    }
    return beans;
  }

  /// What clients are told to ask for at first.
  static List<Scope> scopes(Settings settings) {
    return settings.access().scopesDecide() ? Scope.BASIC : List.of();
  }

  private static Listening listening(Reload reload, Runnable end) {
    return new Listening() {
      @Override
      public void reload() {
        reload.read();
      }

      @Override
      public void close() {
        reload.close();
        end.run();
      }
    };
  }

  private static void close(Composition house, HttpDoor door, Blocks blocks) {
    blocks.close();
    house.engine().drain();
    door.close();
    close(house);
  }

  private static void close(Composition house) {
    try {
      house.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

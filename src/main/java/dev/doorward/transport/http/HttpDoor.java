package dev.doorward.transport.http;

import dev.doorward.caller.Scope;
import dev.doorward.protocol.Engine;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.Challenges;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The remote door: Micronaut on Netty with a main listener for `/mcp` and a management listener
/// for health and metrics.
public final class HttpDoor implements AutoCloseable {
  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final int port;
  private final int managementPort;

  private HttpDoor(
      ApplicationContext context, EmbeddedServer server, int port, int managementPort) {
    this.context = context;
    this.server = server;
    this.port = port;
    this.managementPort = managementPort;
  }

  /// Opens the door.
  ///
  /// @param tokensFor tells which tokens are accepted for an audience, this server's own address
  /// @param scopes what clients are told to ask for at first; empty when tokens need none
  /// @param beans further singletons for the framework, for example metrics to bind
  /// @throws PortTaken when a listener cannot have its port
  public static HttpDoor open(
      HttpSettings settings,
      Engine engine,
      Function<String, AccessTokens> tokensFor,
      List<Scope> scopes,
      List<Object> beans) {
    int port = settings.port() == 0 ? freePort(settings.host()) : settings.port();
    int managementPort =
        settings.managementPort() == 0
            ? freePort(settings.managementHost())
            : settings.managementPort();
    requireFree(settings.host(), port, "http.port");
    requireFree(settings.managementHost(), managementPort, "http.management-port");
    String baseUrl = settings.baseUrl(port);
    AccessTokens tokens = tokensFor.apply(baseUrl + "/mcp");
    ResourceMetadata metadata = new ResourceMetadata(baseUrl, tokens.authorizationServer(), scopes);
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .bootstrapEnvironment(false)
            .eagerInitConfiguration(true)
            .environmentPropertySource(false)
            .properties(properties(settings, port, managementPort))
            .singletons(
                engine,
                tokens,
                new EdgePolicy(settings, port, managementPort),
                metadata,
                new Challenges(metadata.url(), scopes))
            .singletons(beans.toArray())
            .build();
    context.start();
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    server.start();
    return new HttpDoor(context, server, port, managementPort);
  }

  private static Map<String, Object> properties(
      HttpSettings settings, int port, int managementPort) {
    Map<String, Object> all = new HashMap<>();
    all.put("micronaut.application.name", "doorward");
    all.put("micronaut.server.host", settings.host());
    all.put("micronaut.server.port", port);
    all.put("micronaut.server.date-header", false);
    all.put("micronaut.server.max-request-size", settings.bodyBytes());
    // The edge filter judges origins, on loopback and elsewhere.
    all.put("micronaut.server.cors.localhost-pass-through", true);
    // Both kinds of event loop must agree; where there is no native transport both fall back.
    all.put("micronaut.server.netty.parent.prefer-native-transport", true);
    all.put("micronaut.netty.event-loops.default.prefer-native-transport", true);
    // Left on, it would inflate bodies before anything here sees that they were compressed.
    all.put("micronaut.server.netty.request-decompression-enabled", false);
    all.put("micronaut.server.netty.listeners.main.host", settings.host());
    all.put("micronaut.server.netty.listeners.main.port", port);
    all.put("micronaut.server.netty.listeners.main.expose-default-routes", true);
    all.put("micronaut.server.netty.listeners.management.host", settings.managementHost());
    all.put("micronaut.server.netty.listeners.management.port", managementPort);
    all.put("micronaut.server.netty.listeners.management.expose-default-routes", false);
    all.put("endpoints.all.port", managementPort);
    all.put("endpoints.all.enabled", false);
    all.put("endpoints.health.enabled", true);
    all.put("endpoints.health.sensitive", false);
    all.put("endpoints.health.details-visible", "NEVER");
    all.put("endpoints.prometheus.enabled", true);
    all.put("endpoints.prometheus.sensitive", false);
    all.put("micronaut.metrics.enabled", true);
    // Requests are measured once, at the gateway, with bounded labels.
    all.put("micronaut.metrics.binders.web.enabled", false);
    all.put("micronaut.security.enabled", true);
    // Tokens are ours; of the framework's security its filter and rules are used.
    all.put("micronaut.security.token.enabled", false);
    all.put("micronaut.security.basic-auth.enabled", false);
    all.put("micronaut.security.reject-not-found", false);
    all.put(
        "micronaut.security.intercept-url-map",
        List.of(
            Map.of("pattern", "/health/**", "access", List.of("isAnonymous()")),
            Map.of(
                "pattern",
                "/prometheus",
                "access",
                List.of(
                    HttpSettings.isLoopback(settings.managementHost())
                        ? "isAnonymous()"
                        : "isAuthenticated()"))));
    return all;
  }

  /// The port clients connect to.
  public int port() {
    return port;
  }

  /// The port for health and metrics.
  public int managementPort() {
    return managementPort;
  }

  /// Where the framework publishes metrics.
  public PrometheusMeterRegistry metrics() {
    return context.getBean(PrometheusMeterRegistry.class);
  }

  @Override
  public void close() {
    server.stop();
    context.close();
  }

  /// The framework must know the ports before it binds them; it is told free ones where any will
  /// do.
  private static int freePort(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(bare(host)))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireFree(String host, int port, String key) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(bare(host)))) {
      socket.getLocalPort();
    } catch (IOException e) {
      throw new PortTaken(key, host, port);
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}

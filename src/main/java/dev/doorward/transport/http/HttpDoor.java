package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Scope;
import dev.doorward.protocol.Engine;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.Challenges;
import dev.doorward.transport.http.tls.CertificateRefused;
import dev.doorward.transport.http.tls.CertificateWatch;
import dev.doorward.transport.http.tls.Certificates;
import dev.doorward.transport.http.tls.DoorCertificates;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The remote door: Micronaut on Netty with a main listener for `/mcp` and a management listener
/// for health and metrics.
public final class HttpDoor implements AutoCloseable {
  private static final int STREAMS_PER_CONNECTION = 100;

  // Forward secrecy and authenticated encryption only, the stronger first.
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final int port;
  private final int managementPort;
  private final Optional<CertificateWatch> certificates;

  private HttpDoor(
      ApplicationContext context,
      EmbeddedServer server,
      int port,
      int managementPort,
      Optional<CertificateWatch> certificates) {
    this.certificates = certificates;
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
    ClientAddresses clients = new ClientAddresses(settings.trustedProxies());
    tokens.locate(clients);
    ResourceMetadata metadata =
        new ResourceMetadata(
            baseUrl, tokens.authorizationServers(), scopes, settings.tls().clientCa().isPresent());
    Optional<CertificateWatch> certificates = certificates(settings);
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
                tokens.metrics(),
                settings,
                clients,
                new FixedHeaders(settings.tls().enabled()),
                new EdgePolicy(settings, port, managementPort),
                metadata,
                new Challenges(metadata.url(), scopes))
            .singletons(beans.toArray())
            .singletons(certificates.stream().toArray())
            .build();
    context.start();
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    server.start();
    enforce(context.getBean(Blocks.class), context.getBean(Heartbeat.class), engine);
    return new HttpDoor(context, server, port, managementPort, certificates);
  }

  /// New requests are judged as they come; what a blocked caller has open is ended here.
  private static void enforce(Blocks blocks, Heartbeat streams, Engine engine) {
    blocks.follow(
        () -> {
          streams.endBlocked(blocks);
          engine.endSessions(blocks::refuses);
        });
  }

  private static Map<String, Object> properties(
      HttpSettings settings, int port, int managementPort) {
    Map<String, Object> all = new HashMap<>();
    all.put("micronaut.application.name", "doorward");
    all.put("micronaut.server.host", settings.host());
    all.put("micronaut.server.port", port);
    all.put("micronaut.server.date-header", false);
    all.put("micronaut.server.max-request-size", settings.bodyBytes());
    // Slow and idle connections are closed by ours; the framework's would look at a clock per read.
    all.put("micronaut.server.idle-timeout", "PT-1S");
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
    if (settings.tls().enabled()) {
      all.putAll(tlsProperties(settings));
    }
    return all;
  }

  /// Every listener speaks TLS or none: the framework knows one HTTP version for all, and HTTP/2
  /// without TLS has no place here.
  private static Map<String, Object> tlsProperties(HttpSettings settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("micronaut.server.http-version", "2.0");
    all.put("micronaut.server.netty.http2.max-concurrent-streams", STREAMS_PER_CONNECTION);
    all.put(
        "micronaut.server.netty.http2.max-header-list-size", settings.connections().headerBytes());
    all.put("micronaut.server.ssl.enabled", true);
    all.put("micronaut.server.ssl.handshake-timeout", settings.connections().headerWithin());
    all.put("micronaut.server.ssl.protocols", List.of("TLSv1.3", "TLSv1.2"));
    all.put("micronaut.server.ssl.ciphers", CIPHERS);
    all.put("micronaut.server.ssl.key.password", Certificates.PASSWORD);
    for (String listener : List.of("main", "management")) {
      String prefix = "micronaut.server.netty.listeners." + listener;
      all.put(prefix + ".ssl", true);
      all.put(prefix + ".key-name", DoorCertificates.NAME);
    }
    if (settings.tls().clientCa().isPresent()) {
      all.put("micronaut.server.netty.listeners.main.trust-name", DoorCertificates.NAME);
      all.put(
          "micronaut.server.ssl.client-authentication",
          switch (settings.tls().clientCertificates()) {
            case REQUIRED -> "need";
            case OPTIONAL -> "want";
          });
    }
    return all;
  }

  private static Optional<CertificateWatch> certificates(HttpSettings settings) {
    if (!settings.tls().enabled()) {
      return Optional.empty();
    }
    // A client could make the server shake hands again and again (TLS 1.2); read once by the JDK.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    try {
      return Optional.of(
          CertificateWatch.start(settings.tls(), settings.pkcs11(), InstantSource.system()));
    } catch (CertificateRefused e) {
      throw new IllegalStateException("the certificate was good a moment ago", e);
    }
  }

  /// Tells clients where to get tokens and which scopes to ask for, now that other issuers are
  /// trusted or scopes are used otherwise; ends what callers have open whose credentials are not
  /// accepted any more.
  ///
  /// @param gone tells which callers have no credential any more
  public void retold(List<Scope> scopes, Predicate<CallerId> gone) {
    context
        .getBean(ResourceMetadata.class)
        .say(context.getBean(AccessTokens.class).authorizationServers(), scopes);
    context.getBean(Challenges.class).ask(scopes);
    context.getBean(Heartbeat.class).endLost();
    context.getBean(Engine.class).endSessions(gone);
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
    certificates.ifPresent(CertificateWatch::close);
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

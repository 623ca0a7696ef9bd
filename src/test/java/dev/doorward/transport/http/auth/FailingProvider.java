package dev.doorward.transport.http.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// An identity provider on a port of loopback that works, or fails in one way.
final class FailingProvider implements AutoCloseable {
  /// The ways in which it can fail.
  enum Outage {
    STATUS_500,
    HANG,
    HTML,
    EMPTY_SET,
    SET_WITHOUT_KEYS,
    SLOW_DRIP,
    OVERSIZE,
    REDIRECT,
    CUT_SHORT,
    CONNECTION_REFUSED,
    UNTRUSTED_CERTIFICATE,
    NO_TLS;

    /// Whether it is a failure of TLS, so that the provider must speak it when it works.
    boolean ofTls() {
      return this == UNTRUSTED_CERTIFICATE || this == NO_TLS;
    }
  }

  private final Outage outage;
  private final TestCertificates certificates;
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private int port;
  private @Nullable HttpServer server;
  private volatile boolean failing;
  private volatile String keys = "";

  FailingProvider(Outage outage, TestCertificates certificates) throws IOException {
    this.outage = outage;
    this.certificates = certificates;
    work();
  }

  /// Where it publishes its keys.
  String address() {
    return (outage.ofTls() ? "https" : "http") + "://127.0.0.1:" + port + "/keys";
  }

  void publish(String jwks) {
    keys = jwks;
  }

  void work() throws IOException {
    failing = false;
    listen(outage.ofTls() ? certificates.trusted() : null);
  }

  void fail() throws IOException {
    failing = true;
    switch (outage) {
      case CONNECTION_REFUSED -> stop();
      case UNTRUSTED_CERTIFICATE -> listen(certificates.untrusted());
      case NO_TLS -> listen(null);
      default -> {}
    }
  }

  private void listen(@Nullable SSLContext tls) throws IOException {
    stop();
    InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer next;
    if (tls == null) {
      next = HttpServer.create(place, 0);
    } else {
      HttpsServer secured = HttpsServer.create(place, 0);
      secured.setHttpsConfigurator(new HttpsConfigurator(tls));
      next = secured;
    }
    next.setExecutor(threads);
    next.createContext("/", this::answer);
    next.start();
    port = next.getAddress().getPort();
    server = next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!failing || exchange.getRequestURI().getPath().equals("/moved")) {
      send(exchange, 200, keys);
      return;
    }
    switch (outage) {
      case STATUS_500 -> send(exchange, 500, keys);
      case HTML -> send(exchange, 200, "<html><body>Sign in</body></html>");
      case EMPTY_SET -> send(exchange, 200, "{\"keys\":[]}");
      case SET_WITHOUT_KEYS -> send(exchange, 200, "{}");
      case OVERSIZE -> send(exchange, 200, keys + " ".repeat(300_000));
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", "/moved");
        send(exchange, 302, "");
      }
      case CUT_SHORT -> {
        exchange.sendResponseHeaders(200, keys.length());
        exchange.getResponseBody().write(keys.substring(0, 10).getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case SLOW_DRIP -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        untilOver(exchange);
      }
      case HANG -> untilOver(exchange);
      case CONNECTION_REFUSED, UNTRUSTED_CERTIFICATE, NO_TLS ->
          throw new IllegalStateException("nobody can get here");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void untilOver(HttpExchange exchange) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Override
  public void close() {
    over.countDown();
    stop();
    threads.shutdownNow();
  }
}

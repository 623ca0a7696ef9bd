package dev.doorward.transport.http.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A provider on a port of loopback that is asked about tokens and answers as it is told. It
/// remembers what it was asked.
final class AskedProvider implements AutoCloseable {
  /// One request as it came.
  record Question(String method, String target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of()));
    }
  }

  /// What it does with a request.
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  final List<Question> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final boolean secured;
  private volatile Behaviour behaviour = exchange -> send(exchange, 500, "");

  AskedProvider() throws IOException {
    this(null);
  }

  /// @param tls what it speaks; null for plain HTTP
  AskedProvider(@Nullable SSLContext tls) throws IOException {
    InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    secured = tls != null;
    if (tls == null) {
      server = HttpServer.create(place, 0);
    } else {
      HttpsServer https = HttpsServer.create(place, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = https;
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI at(String path) {
    return URI.create(
        (secured ? "https" : "http") + "://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void says(int status, String body) {
    behaviour = exchange -> send(exchange, status, body);
  }

  void does(Behaviour next) {
    behaviour = next;
  }

  /// Answers nothing until it is closed.
  void hangs() {
    behaviour = _ -> over.await();
  }

  /// Begins an answer and never ends it.
  void drips() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          over.await();
        };
  }

  private void handle(HttpExchange exchange) throws IOException {
    questions.add(
        new Question(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    try {
      behaviour.answer(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

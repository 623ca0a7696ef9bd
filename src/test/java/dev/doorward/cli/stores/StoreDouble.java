package dev.doorward.cli.stores;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.doorward.transport.http.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A server on loopback that answers as the stores' documentation says theirs do. It is a double:
/// no package registry offers Vault or OpenBao for the tests to start, and AWS is nobody's to
/// start.
final class StoreDouble implements AutoCloseable {
  /// What was asked.
  record Asked(String method, String path, com.sun.net.httpserver.Headers headers, String body) {}

  /// What is answered.
  record Reply(int status, String body) {}

  static final String TOKEN = "hvs.a-token-of-the-tests";

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  volatile Function<Asked, Reply> answers = StoreDouble::usual;

  private final HttpServer server;
  private final String scheme;

  private StoreDouble(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  static StoreDouble start() throws IOException {
    return new StoreDouble(HttpServer.create(anyPort(), 0), "http");
  }

  static StoreDouble startWithTls(TestCertificates certificate) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificate.store(), TestCertificates.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new StoreDouble(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String address() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /// A secret of version 2 of the key-value engine, for whoever shows the token.
  static Reply usual(Asked asked) {
    if (asked.path().equals("/v1/auth/kubernetes/login")) {
      return asked.body().contains("\"role\":\"doorward\"")
              && asked.body().contains("\"jwt\":\"the-pods-own-token\"")
          ? new Reply(200, "{\"auth\":{\"client_token\":\"" + TOKEN + "\",\"lease_duration\":60}}")
          : new Reply(403, "{\"errors\":[\"permission denied\"]}");
    }
    if (!TOKEN.equals(asked.headers().getFirst("X-Vault-Token"))) {
      return new Reply(403, "{\"errors\":[\"permission denied\"]}");
    }
    return asked.path().equals("/v1/secret/data/doorward")
        ? secret("\"jwt\":\"kept-in-a-vault-0123456789-abcdefghij\",\"number\":7,\"empty\":\"\"")
        : new Reply(404, "{\"errors\":[]}");
  }

  static Reply secret(String fields) {
    return new Reply(200, "{\"data\":{\"data\":{" + fields + "},\"metadata\":{\"version\":3}}}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Asked question =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body);
      asked.add(question);
      Reply reply = answers.apply(question);
      if (reply.status() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
      }
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

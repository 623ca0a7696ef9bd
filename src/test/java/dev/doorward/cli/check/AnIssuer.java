package dev.doorward.cli.check;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A real server on loopback that answers what a test tells it to.
public final class AnIssuer implements AutoCloseable {
  /// An answer.
  public record Reply(int status, Map<String, String> headers, String body) {
    /// One with this JSON.
    public static Reply json(String body) {
      return new Reply(200, Map.of("Content-Type", "application/json"), body);
    }

    /// One without a body.
    public static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }

    /// The same with a header.
    public Reply with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  private final HttpServer server;
  private final Map<String, Function<HttpExchange, Reply>> replies = new ConcurrentHashMap<>();

  /// Begins to listen on a free port.
  public AnIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// Where it is, without a path.
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers a path.
  public AnIssuer answers(String path, Reply reply) {
    return answers(path, _ -> reply);
  }

  /// Answers a path as the request asks.
  public AnIssuer answers(String path, Function<HttpExchange, Reply> reply) {
    replies.put(path, reply);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Reply reply =
        replies
            .getOrDefault(exchange.getRequestURI().getPath(), _ -> Reply.of(404))
            .apply(exchange);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// A time as a Date header has it.
  public static String date(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

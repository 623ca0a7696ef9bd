package dev.doorward.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether the first event of a stream that stays open comes through: a proxy that collects answers
/// would hold it back for ever.
final class StreamStep implements Step {
  private static final String NAME = "streams";
  private static final String FIX =
      "let the proxy pass answers on as they come: proxy_buffering off in nginx, flush_interval -1 in"
          + " Caddy, and a read time-out above 30 s";
  private static final String BODY =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\",\"params\":{"
          + "\"notifications\":{\"toolsListChanged\":true},\"_meta\":{"
          + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"doorward-check\",\"version\":\"1\"},"
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

  @Override
  public List<Finding> examine(Subject subject, Probe probe) throws InterruptedException {
    if (subject.url().isEmpty() || subject.token().isEmpty()) {
      return List.of(
          Finding.skipped(NAME, "it takes a running server and a token: --url and --token-file"));
    }
    String base = subject.url().get().toString();
    try {
      HttpRequest listen =
          Probe.request(URI.create(base + "/mcp"))
              .header("Authorization", "Bearer " + subject.token().get())
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, text/event-stream")
              .header("MCP-Protocol-Version", "2026-07-28")
              .header("Mcp-Method", "subscriptions/listen")
              .POST(BodyPublishers.ofString(BODY))
              .build();
      HttpResponse<InputStream> answer = probe.ask(listen, BodyHandlers.ofInputStream());
      try (InputStream stream = answer.body()) {
        return List.of(judged(answer, stream));
      }
    } catch (Probe.Failed failed) {
      return List.of(
          new Finding(NAME, Level.BROKEN, "no stream can be opened: " + failed.problem(), FIX));
    } catch (IllegalArgumentException _) {
      return List.of(Finding.skipped(NAME, "the token cannot be written into a header"));
    } catch (IOException _) {
      return List.of(new Finding(NAME, Level.BROKEN, "the stream broke off", FIX));
    }
  }

  private static Finding judged(HttpResponse<InputStream> answer, InputStream stream)
      throws IOException, InterruptedException {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (answer.statusCode() != 200 || !type.startsWith("text/event-stream")) {
      return new Finding(
          NAME,
          Level.BROKEN,
          "no stream is opened: status " + answer.statusCode(),
          "see what the other steps say of the token and the address");
    }
    return event(stream)
        ? Finding.good(NAME, "the first event of an open stream comes at once")
        : new Finding(NAME, Level.BROKEN, "a proxy holds the events of a stream back", FIX);
  }

  /// Whether a whole event comes in time.
  private static boolean event(InputStream stream) throws InterruptedException {
    CompletableFuture<Boolean> read = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("check-stream")
        .start(
            () -> {
              try {
                read.complete(seesData(stream));
              } catch (IOException _) {
                read.complete(false);
              }
            });
    try {
      return read.get(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return false;
    }
  }

  private static boolean seesData(InputStream stream) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (int c = stream.read(); c >= 0 && seen.length() < 4_096; c = stream.read()) {
      seen.append((char) c);
      if (c == '\n' && seen.indexOf("data:") >= 0) {
        return true;
      }
    }
    return false;
  }
}

package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Scope;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.transport.http.HttpDoor;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.QuietHouse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/// A running door with an engine that opens a stream for every request, at once or when the test
/// says so, and never ends one.
final class StreamingDoor implements AutoCloseable, Engine {
  final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  volatile boolean opensAtOnce = true;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpDoor door;

  StreamingDoor(AccessTokens tokens) {
    door =
        HttpDoor.open(
            HttpSettings.DEFAULTS.withPorts(0, 0),
            this,
            _ -> tokens,
            Scope.BASIC,
            QuietHouse.beans());
  }

  /// One open stream at its client's end and at the server's.
  record Open(InputStream body, Reply reply) {
    /// Blocks until the server ends it; the test would hang if it never did.
    void ends() throws IOException {
      body.readAllBytes();
    }

    /// Blocks until something that is sent now has arrived.
    boolean carries(String word) throws IOException {
      reply.event(null, -1, word.getBytes(StandardCharsets.UTF_8));
      StringBuilder seen = new StringBuilder();
      for (int next = body.read(); next >= 0; next = body.read()) {
        seen.append((char) next);
        if (seen.indexOf(word) >= 0) {
          return true;
        }
      }
      return false;
    }
  }

  Open stream(String header, String credential) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request(header, credential), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return new Open(response.body(), replies.take());
  }

  Open stream(String token) throws IOException, InterruptedException {
    return stream("Authorization", "Bearer " + token);
  }

  int status(String header, String credential) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request(header, credential), BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  CompletableFuture<HttpResponse<InputStream>> begin(String token) {
    return client.sendAsync(
        request("Authorization", "Bearer " + token), BodyHandlers.ofInputStream());
  }

  private HttpRequest request(String header, String credential) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
        .header(header, credential)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  @Override
  public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
    if (opensAtOnce) {
      reply.open();
    }
    replies.add(reply);
  }

  @Override
  public void listen(Caller caller, RequestHeaders headers, Reply reply) {
    throw new UnsupportedOperationException("nobody listens");
  }

  @Override
  public void end(Caller caller, RequestHeaders headers, Reply reply) {
    throw new UnsupportedOperationException("nobody listens");
  }

  @Override
  public LineConversation converse(Caller caller, MessageSink out) {
    throw new UnsupportedOperationException("no lines here");
  }

  @Override
  public void endSessions(Predicate<CallerId> of) {
    // There are none here.
  }

  @Override
  public void drain() {
    // Nothing is kept open here.
  }

  @Override
  public void close() {
    door.close();
    client.shutdownNow();
  }
}

package dev.doorward.peers.unguarded;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.AvailableByteBody;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The MCP endpoint for anybody: hands bodies to the engine and answers as it says. It knows whole
/// answers only, no streams.
@Controller("/mcp")
final class OpenEndpoint {
  private static final Caller ANYBODY =
      new Caller(new CallerId("unguarded", "anybody"), Set.of(), Set.of(), "anything", Door.HTTP);

  private final Engine engine;

  OpenEndpoint(Engine engine) {
    this.engine = engine;
  }

  /// One message in, its answer out. The body is taken as Doorward's own endpoint takes it.
  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  CompletableFuture<MutableHttpResponse<?>> post(ServerHttpRequest<?> request) {
    if (request.byteBody() instanceof AvailableByteBody whole) {
      return post(request, whole.toByteArray());
    }
    return request
        .byteBody()
        .buffer()
        .thenCompose(
            whole -> {
              try (whole) {
                return post(request, whole.toByteArray());
              }
            });
  }

  private CompletableFuture<MutableHttpResponse<?>> post(HttpRequest<?> request, byte[] body) {
    WholeAnswer answer = new WholeAnswer(new CompletableFuture<>());
    engine.post(ANYBODY, new Headers(request.getHeaders()), body, answer);
    return answer.response();
  }

  private record Headers(HttpHeaders headers) implements RequestHeaders {
    @Override
    public List<String> all(String name) {
      return headers.getAll(name);
    }

    @Override
    public Iterable<String> names() {
      return headers.names();
    }
  }

  private record WholeAnswer(CompletableFuture<MutableHttpResponse<?>> response) implements Reply {
    @Override
    public void answer(Answer answer) {
      MutableHttpResponse<byte[]> whole =
          HttpResponse.status(
              switch (answer.kind()) {
                case OK -> HttpStatus.OK;
                case ACCEPTED -> HttpStatus.ACCEPTED;
                default -> HttpStatus.INTERNAL_SERVER_ERROR;
              });
      if (answer.body().length > 0) {
        whole.body(answer.body()).contentType(MediaType.APPLICATION_JSON_TYPE);
      }
      answer.session().ifPresent(session -> whole.header("Mcp-Session-Id", session));
      response.complete(whole);
    }

    @Override
    public void open() {
      throw new UnsupportedOperationException("no streams here");
    }

    @Override
    public void event(String id, long retryMillis, byte[] message) {
      open();
    }

    @Override
    public void end() {
      open();
    }

    @Override
    public boolean streaming() {
      return false;
    }

    @Override
    public void whenGone(Runnable action) {
      // An answer that nobody waits for any more is made all the same.
    }
  }
}

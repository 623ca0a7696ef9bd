package dev.doorward.transport.http;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.limit.Permits;
import dev.doorward.protocol.Engine;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.CallerAuthentication;
import dev.doorward.transport.http.auth.Challenges;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.concurrent.CompletableFuture;

/// The MCP endpoint. Bodies go to the engine as they came; nothing here waits.
@Controller(McpController.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class McpController {
  static final String PATH = "/mcp";

  private final Engine engine;
  private final Heartbeat heartbeat;
  private final Challenges challenges;
  private final ClientAddresses clients;
  private final DoorAudit audit;
  private final AccessTokens tokens;
  private final Permits<CallerId> streams;

  McpController(
      Engine engine,
      Heartbeat heartbeat,
      Challenges challenges,
      HttpSettings settings,
      ClientAddresses clients,
      DoorAudit audit,
      AccessTokens tokens) {
    this.audit = audit;
    this.tokens = tokens;
    this.challenges = challenges;
    this.clients = clients;
    this.engine = engine;
    this.heartbeat = heartbeat;
    this.streams = new Permits<>(settings.connections().streamsPerCaller());
  }

  /// One JSON-RPC message in, its answer or a stream out. The body is taken as it lies there: the
  /// framework's binding of arguments would cost more than reading the message.
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
    if (body.length == 0) {
      audit.violation(request, DoorError.BAD_REQUEST);
      return CompletableFuture.completedFuture(Answers.of(DoorError.BAD_REQUEST));
    }
    return reply(
        request,
        (caller, reply) -> engine.post(caller, new HeadersView(request.getHeaders()), body, reply));
  }

  /// The stream of a legacy session.
  @Get
  @Produces({MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_JSON})
  CompletableFuture<MutableHttpResponse<?>> listen(HttpRequest<?> request) {
    return reply(
        request,
        (caller, reply) -> engine.listen(caller, new HeadersView(request.getHeaders()), reply));
  }

  /// The end of a legacy session.
  @Delete
  @Produces(MediaType.APPLICATION_JSON)
  CompletableFuture<MutableHttpResponse<?>> end(HttpRequest<?> request) {
    return reply(
        request,
        (caller, reply) -> engine.end(caller, new HeadersView(request.getHeaders()), reply));
  }

  private interface Exchange {
    void with(Caller caller, HttpReply reply);
  }

  private CompletableFuture<MutableHttpResponse<?>> reply(
      HttpRequest<?> request, Exchange exchange) {
    Caller caller = caller(request);
    HttpReply reply =
        new HttpReply(
            heartbeat,
            challenges,
            streams,
            caller.id(),
            () -> new Visitor(caller, clients.of(request), tokens.standing(request, caller)));
    exchange.with(caller, reply);
    CompletableFuture<MutableHttpResponse<?>> response = reply.response();
    if (!response.isDone() && request instanceof NettyHttpRequest<?> netty) {
      tellWhenGone(netty, reply, response);
    }
    return response;
  }

  /// While nothing is written yet only the connection knows that the client has left.
  private static void tellWhenGone(
      NettyHttpRequest<?> request,
      HttpReply reply,
      CompletableFuture<MutableHttpResponse<?>> response) {
    ChannelFuture closed = request.getChannelHandlerContext().channel().closeFuture();
    GenericFutureListener<ChannelFuture> listener = future -> reply.clientGone();
    closed.addListener(listener);
    var _ = response.whenComplete((answer, failure) -> closed.removeListener(listener));
  }

  /// Whoever gets this far was authenticated: by the security filter, or a moment ago.
  private Caller caller(HttpRequest<?> request) {
    CallerAuthentication known =
        request
            .getAttribute(SecurityFilter.AUTHENTICATION, CallerAuthentication.class)
            .orElseThrow(() -> new IllegalStateException("the endpoint asks for a caller"));
    audit.heard(request, known);
    return known.caller();
  }
}

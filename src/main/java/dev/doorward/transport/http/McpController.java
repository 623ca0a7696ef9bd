package dev.doorward.transport.http;

import dev.doorward.caller.Caller;
import dev.doorward.protocol.Engine;
import dev.doorward.transport.http.auth.CallerAuthentication;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
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

  McpController(Engine engine, Heartbeat heartbeat) {
    this.engine = engine;
    this.heartbeat = heartbeat;
  }

  /// One JSON-RPC message in, its answer or a stream out.
  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  CompletableFuture<MutableHttpResponse<?>> post(
      HttpRequest<?> request, Authentication authentication, @Body byte[] body) {
    return reply(
        request,
        reply ->
            engine.post(
                caller(authentication), new HeadersView(request.getHeaders()), body, reply));
  }

  /// The stream of a legacy session.
  @Get
  @Produces({MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_JSON})
  CompletableFuture<MutableHttpResponse<?>> listen(
      HttpRequest<?> request, Authentication authentication) {
    return reply(
        request,
        reply ->
            engine.listen(caller(authentication), new HeadersView(request.getHeaders()), reply));
  }

  /// The end of a legacy session.
  @Delete
  @Produces(MediaType.APPLICATION_JSON)
  CompletableFuture<MutableHttpResponse<?>> end(
      HttpRequest<?> request, Authentication authentication) {
    return reply(
        request,
        reply -> engine.end(caller(authentication), new HeadersView(request.getHeaders()), reply));
  }

  private interface Exchange {
    void with(HttpReply reply);
  }

  private CompletableFuture<MutableHttpResponse<?>> reply(
      HttpRequest<?> request, Exchange exchange) {
    HttpReply reply = new HttpReply(heartbeat);
    exchange.with(reply);
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

  private static Caller caller(Authentication authentication) {
    return ((CallerAuthentication) authentication).caller();
  }
}

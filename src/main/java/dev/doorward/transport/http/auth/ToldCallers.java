package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;

/// Which caller the audit trail has heard of on a connection. API keys and certificates are judged
/// whole at every request and never remembered, so that only their connection can tell which
/// request was the first.
final class ToldCallers {
  private static final AttributeKey<Caller> TOLD =
      AttributeKey.valueOf(ToldCallers.class, "caller");

  private ToldCallers() {}

  /// Tells whether this caller is another one than was last told of on the request's connection.
  static boolean isNews(HttpRequest<?> request, Caller caller) {
    return request instanceof NettyHttpRequest<?> netty && !caller.equals(told(netty).get());
  }

  /// Notes that the trail has been told of this caller.
  static void note(HttpRequest<?> request, Caller caller) {
    if (request instanceof NettyHttpRequest<?> netty) {
      told(netty).set(caller);
    }
  }

  private static Attribute<Caller> told(NettyHttpRequest<?> request) {
    return request.getChannelHandlerContext().channel().attr(TOLD);
  }
}

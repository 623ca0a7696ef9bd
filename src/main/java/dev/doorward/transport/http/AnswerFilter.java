package dev.doorward.transport.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;

/// The last look at an answer, refusals of the edge among them: browsers of an allowed origin are
/// told so, and in HTTP/2, which has no codec of ours, the headers that every answer carries are
/// added. Left out where there is nothing to add, as mostly.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class AnswerFilter implements ConditionalFilter, Ordered {
  private static final String EXPOSED_HEADERS =
      "Mcp-Session-Id, WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";

  private final EdgePolicy policy;
  private final FixedHeaders always;

  AnswerFilter(EdgePolicy policy, FixedHeaders always) {
    this.policy = policy;
    this.always = always;
  }

  /// Around all others, or what they answer themselves would not come by.
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    return request.getHeaders().contains(HttpHeaderNames.ORIGIN) || isHttp2(request);
  }

  /// Whether an answer gets the headers that every answer carries here, not from the codec.
  static boolean isHttp2(HttpRequest<?> request) {
    return request.getHttpVersion() == HttpVersion.HTTP_2_0;
  }

  @ResponseFilter
  void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (isHttp2(request)) {
      always.addTo(response);
    }
    List<String> origins = request.getHeaders().getAll(HttpHeaderNames.ORIGIN);
    policy.corsOrigin(origins).ifPresent(origin -> allowCrossOrigin(response, origin));
  }

  private static void allowCrossOrigin(MutableHttpResponse<?> response, String origin) {
    response
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS)
        .header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
  }
}

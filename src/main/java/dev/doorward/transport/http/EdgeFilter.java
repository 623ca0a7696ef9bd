package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first and the last look at every request of every listener: before anything else who and
/// what is answered at all, and at the end the headers every answer carries.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class EdgeFilter implements Ordered {
  private static final String ALLOWED_METHODS = "GET, POST, DELETE";
  private static final String ALLOWED_HEADERS =
      "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID, X-API-Key,"
          + " traceparent, tracestate";
  private static final String EXPOSED_HEADERS =
      "Mcp-Session-Id, WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy";
  private static final String PREFLIGHT_SECONDS = "600";

  private static final String API_KEY = "X-API-Key";

  private static final Pattern CREDENTIAL_IN_QUERY =
      Pattern.compile("(?i)access_token=|api[_-]?key=|dwk_[0-9a-f]");

  private static final Pattern HOST_IN_TARGET =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*).*", Pattern.DOTALL);

  private final EdgePolicy policy;
  private final DoorAudit audit;
  private final Blocks blocks;
  private final ClientAddresses clients;
  private final FixedHeaders always;

  EdgeFilter(
      EdgePolicy policy,
      DoorAudit audit,
      Blocks blocks,
      ClientAddresses clients,
      FixedHeaders always) {
    this.clients = clients;
    this.always = always;
    this.policy = policy;
    this.audit = audit;
    this.blocks = blocks;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  /// Lets a request in, or answers it here.
  @RequestFilter
  @Nullable
  HttpResponse<?> admit(HttpRequest<?> request) {
    if (blocks.refusesSomeAddress() && blocks.refuses(clients.of(request))) {
      blocks.enforced();
      audit.blocked(request);
      return finished(request, Answers.of(DoorError.BLOCKED));
    }
    HttpHeaders headers = request.getHeaders();
    int port = request.getServerAddress().getPort();
    String target = target(request);
    if (!policy.allowsHost(headers.getAll(HttpHeaders.HOST), port)) {
      return refuse(request, DoorError.HOST_NOT_ALLOWED);
    }
    if (!target.startsWith("/") && !policy.allowsHost(hostIn(target, headers), port)) {
      return refuse(request, DoorError.TARGET_NOT_ALLOWED);
    }
    if (!policy.allowsOrigin(headers.getAll(HttpHeaders.ORIGIN))) {
      return refuse(request, DoorError.ORIGIN_NOT_ALLOWED);
    }
    // The framework would take post for POST; methods are case-sensitive (RFC 9110, section 9.1).
    HttpMethod method = request.getMethod();
    if (method != HttpMethod.CUSTOM && !method.name().equals(request.getMethodName())) {
      return refuse(request, DoorError.METHOD_NOT_ALLOWED);
    }
    if (isPreflight(request)) {
      return finished(request, preflight(request));
    }
    if (carriesSeveral(headers) || carriesCredentialInQuery(request)) {
      return refuse(request, DoorError.AMBIGUOUS_CREDENTIALS);
    }
    // text/plain would be answered with 403 by the framework, and compressed bodies are never
    // inflated here.
    if (request.getMethod() == HttpMethod.POST && !isPlainJson(headers)) {
      return refuse(request, DoorError.UNSUPPORTED_MEDIA_TYPE);
    }
    return null;
  }

  private HttpResponse<?> refuse(HttpRequest<?> request, DoorError error) {
    audit.violation(request, error);
    return finished(request, Answers.of(error));
  }

  /// What is answered here passes no response filter, not even our own.
  private HttpResponse<?> finished(HttpRequest<?> request, MutableHttpResponse<?> response) {
    finish(request, response);
    return response;
  }

  /// Adds what every answer carries.
  @ResponseFilter
  void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
    always.addTo(response);
    List<String> origins = request.getHeaders().getAll(HttpHeaders.ORIGIN);
    if (!origins.isEmpty()) {
      policy.corsOrigin(origins).ifPresent(origin -> allowCrossOrigin(response, origin));
    }
  }

  private static void allowCrossOrigin(MutableHttpResponse<?> response, String origin) {
    response
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS)
        .header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
  }

  private static boolean isPreflight(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.OPTIONS
        && request.getHeaders().contains(HttpHeaders.ORIGIN)
        && request.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /// `Mcp-Param-*` names depend on the tools, so those that were asked for are allowed one by one.
  private static MutableHttpResponse<?> preflight(HttpRequest<?> request) {
    StringBuilder allowed = new StringBuilder(ALLOWED_HEADERS);
    Optional.ofNullable(request.getHeaders().get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS))
        .ifPresent(
            asked -> {
              for (String name : asked.split(",", -1)) {
                String trimmed = name.strip();
                if (trimmed.toLowerCase(Locale.ROOT).startsWith("mcp-param-")) {
                  allowed.append(", ").append(trimmed);
                }
              }
            });
    return HttpResponse.noContent()
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, ALLOWED_METHODS)
        .header("Access-Control-Allow-Headers", allowed.toString())
        .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
  }

  /// A request target that names a host counts more than the header (RFC 9112, section 3.2.2), so
  /// it is held to the same rule; one that names none says the same as the header.
  private static List<String> hostIn(String target, HttpHeaders headers) {
    Matcher named = HOST_IN_TARGET.matcher(target);
    return named.matches() ? List.of(named.group(1)) : headers.getAll(HttpHeaders.HOST);
  }

  /// The target as it was written: the framework's URI has lost the host.
  private static String target(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
        ? netty.getNativeRequest().uri()
        : request.getUri().toString();
  }

  private static boolean carriesSeveral(HttpHeaders headers) {
    int tokens = headers.getAll(HttpHeaders.AUTHORIZATION).size();
    return tokens > 1 || (headers.contains(API_KEY) && tokens + headers.getAll(API_KEY).size() > 1);
  }

  private static boolean carriesCredentialInQuery(HttpRequest<?> request) {
    String query = request.getUri().getRawQuery();
    return query != null && CREDENTIAL_IN_QUERY.matcher(query).find();
  }

  private static boolean isPlainJson(HttpHeaders headers) {
    List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
    if (types.size() != 1 || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    String type = types.getFirst();
    int semicolon = type.indexOf(';');
    String essence = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    return essence.equalsIgnoreCase("application/json");
  }
}

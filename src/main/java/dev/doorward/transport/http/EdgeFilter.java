package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first look at every request of every listener: who and what is answered at all.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class EdgeFilter implements ConditionalFilter, Ordered {
  private static final String ALLOWED_METHODS = "GET, POST, DELETE";
  private static final String ALLOWED_HEADERS =
      "Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID, X-API-Key,"
          + " traceparent, tracestate";
  private static final String PREFLIGHT_SECONDS = "600";

  // Names whose hashes are known: a request is asked for each of them.
  private static final AsciiString API_KEY = AsciiString.cached("x-api-key");

  private static final Pattern CREDENTIAL_IN_QUERY =
      Pattern.compile("(?i)access_token=|api[_-]?key=|dwk_[0-9a-f]");

  private static final Pattern HOST_IN_TARGET =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*).*", Pattern.DOTALL);

  private final EdgePolicy policy;
  private final DoorAudit audit;
  private final Blocks blocks;
  private final ClientAddresses clients;

  EdgeFilter(EdgePolicy policy, DoorAudit audit, Blocks blocks, ClientAddresses clients) {
    this.clients = clients;
    this.policy = policy;
    this.audit = audit;
    this.blocks = blocks;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 1;
  }

  /// Left out where it has nothing to say, as mostly.
  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    return isPreflight(request) || refusal(request) != null;
  }

  /// Answers what is not let in, and browsers that ask beforehand.
  @RequestFilter
  @Nullable
  HttpResponse<?> answer(HttpRequest<?> request) {
    DoorError refusal = refusal(request);
    if (refusal == null) {
      return isPreflight(request) ? preflight(request) : null;
    }
    if (refusal == DoorError.BLOCKED) {
      blocks.enforced();
      audit.blocked(request);
    } else {
      audit.violation(request, refusal);
    }
    return Answers.of(refusal);
  }

  /// Why a request is not let in; null for one that is.
  private @Nullable DoorError refusal(HttpRequest<?> request) {
    if (blocks.refusesSomeAddress() && blocks.refuses(clients.of(request))) {
      return DoorError.BLOCKED;
    }
    HttpHeaders headers = request.getHeaders();
    int port = request.getServerAddress().getPort();
    String target = target(request);
    if (!policy.allowsHost(headers.getAll(HttpHeaderNames.HOST), port)) {
      return DoorError.HOST_NOT_ALLOWED;
    }
    if (!target.startsWith("/") && !policy.allowsHost(hostIn(target, headers), port)) {
      return DoorError.TARGET_NOT_ALLOWED;
    }
    if (!policy.allowsOrigin(headers.getAll(HttpHeaderNames.ORIGIN))) {
      return DoorError.ORIGIN_NOT_ALLOWED;
    }
    // The framework would take post for POST; methods are case-sensitive (RFC 9110, section 9.1).
    HttpMethod method = request.getMethod();
    if (method != HttpMethod.CUSTOM && !method.name().equals(request.getMethodName())) {
      return DoorError.METHOD_NOT_ALLOWED;
    }
    if (isPreflight(request)) {
      return null;
    }
    if (carriesSeveral(headers) || carriesCredentialInQuery(target)) {
      return DoorError.AMBIGUOUS_CREDENTIALS;
    }
    // text/plain would be answered with 403 by the framework, and compressed bodies are never
    // inflated here.
    if (method == HttpMethod.POST && !isPlainJson(headers)) {
      return DoorError.UNSUPPORTED_MEDIA_TYPE;
    }
    return null;
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
    return named.matches() ? List.of(named.group(1)) : headers.getAll(HttpHeaderNames.HOST);
  }

  /// The target as it was written: the framework's URI has lost the host.
  private static String target(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
        ? netty.getNativeRequest().uri()
        : request.getUri().toString();
  }

  private static boolean carriesSeveral(HttpHeaders headers) {
    int tokens = headers.getAll(HttpHeaderNames.AUTHORIZATION).size();
    return tokens > 1 || (headers.contains(API_KEY) && tokens + headers.getAll(API_KEY).size() > 1);
  }

  private static boolean carriesCredentialInQuery(String target) {
    int query = target.indexOf('?');
    return query >= 0 && CREDENTIAL_IN_QUERY.matcher(target).region(query, target.length()).find();
  }

  private static boolean isPlainJson(HttpHeaders headers) {
    List<String> types = headers.getAll(HttpHeaderNames.CONTENT_TYPE);
    if (types.size() != 1 || headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
      return false;
    }
    String type = types.getFirst();
    if (type.equals(MediaType.APPLICATION_JSON)) {
      return true;
    }
    int semicolon = type.indexOf(';');
    String essence = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    return essence.equalsIgnoreCase(MediaType.APPLICATION_JSON);
  }
}

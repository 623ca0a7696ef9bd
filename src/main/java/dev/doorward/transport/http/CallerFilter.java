package dev.doorward.transport.http;

import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.CallerAuthentication;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.filter.ServerFilterChain;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.config.SecurityConfiguration;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import java.util.Collection;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// The framework's security filter with a short way for the endpoint: it asks for nothing but an
/// authenticated caller, so a caller whose token was verified a moment ago goes straight on. The
/// framework's chain of publishers costs a fifth of a call; it judges everything else.
@Replaces(SecurityFilter.class)
@Filter(Filter.MATCH_ALL_PATTERN)
final class CallerFilter extends SecurityFilter {
  private final AccessTokens tokens;

  CallerFilter(
      Collection<SecurityRule<HttpRequest<?>>> rules,
      Collection<AuthenticationFetcher<HttpRequest<?>>> fetchers,
      SecurityConfiguration configuration,
      AccessTokens tokens) {
    super(rules, fetchers, configuration);
    this.tokens = tokens;
  }

  @Override
  public Publisher<MutableHttpResponse<?>> doFilter(
      HttpRequest<?> request, ServerFilterChain chain) {
    if (!request.getPath().equals(McpController.PATH)) {
      return super.doFilter(request, chain);
    }
    Optional<CallerAuthentication> recalled = tokens.recalled(request);
    if (recalled.isEmpty()) {
      return super.doFilter(request, chain);
    }
    Authentication caller = recalled.get();
    request.setAttribute(KEY, true);
    request.setAttribute(AUTHENTICATION, caller);
    return chain.proceed(request);
  }
}

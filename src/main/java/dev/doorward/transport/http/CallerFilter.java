package dev.doorward.transport.http;

import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.CallerAuthentication;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.security.config.SecurityConfiguration;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import java.util.Collection;
import java.util.Optional;

/// The framework's security filter, left out where its question is answered already: the endpoint
/// asks for nothing but an authenticated caller, and a caller whose token was verified a moment ago
/// is one. The framework's chain of publishers costs a fifth of a call; it judges everything else.
@Replaces(SecurityFilter.class)
@Filter(Filter.MATCH_ALL_PATTERN)
final class CallerFilter extends SecurityFilter implements ConditionalFilter {
  private final AccessTokens tokens;

  CallerFilter(
      Collection<SecurityRule<HttpRequest<?>>> rules,
      Collection<AuthenticationFetcher<HttpRequest<?>>> fetchers,
      SecurityConfiguration configuration,
      AccessTokens tokens) {
    super(rules, fetchers, configuration);
    this.tokens = tokens;
  }

  /// Tells whether the framework must judge the request. Where it need not, the caller is noted as
  /// its filter would have done.
  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    if (!request.getPath().equals(McpController.PATH)) {
      return true;
    }
    Optional<CallerAuthentication> recalled = tokens.recalled(request);
    recalled.ifPresent(
        caller -> {
          request.setAttribute(KEY, true);
          request.setAttribute(AUTHENTICATION, caller);
        });
    return recalled.isEmpty();
  }
}

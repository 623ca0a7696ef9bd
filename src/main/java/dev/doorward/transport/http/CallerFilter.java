package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import dev.doorward.caller.Caller;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.CallerAuthentication;
import dev.doorward.transport.http.auth.Challenges;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.filter.ServerFilterChain;
import io.micronaut.security.config.SecurityConfiguration;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The framework's security filter, left out where its question is answered already: the endpoint
/// asks for nothing but an authenticated caller, and a caller whose token was verified a moment ago
/// is one. The framework's chain of publishers costs a fifth of a call; it judges everything else.
@Replaces(SecurityFilter.class)
@Filter(Filter.MATCH_ALL_PATTERN)
final class CallerFilter extends SecurityFilter implements ConditionalFilter {
  private final AccessTokens tokens;
  private final Challenges challenges;
  private final StrangerPolicy strangers;
  private final Blocks blocks;
  private final DoorAudit audit;

  CallerFilter(
      Collection<SecurityRule<HttpRequest<?>>> rules,
      SecurityConfiguration configuration,
      AccessTokens tokens,
      Challenges challenges,
      StrangerPolicy strangers,
      Blocks blocks,
      DoorAudit audit) {
    // The framework has a fetcher of its own, which no setting switches off and which takes
    // unsigned tokens where it knows no key: nobody but ours is asked.
    super(rules, List.of(tokens.fetcher()), configuration);
    this.tokens = tokens;
    this.challenges = challenges;
    this.strangers = strangers;
    this.blocks = blocks;
    this.audit = audit;
  }

  /// Tells whether the framework must judge the request. Where it need not, the caller is noted
  /// where its filter would have noted it.
  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    if (!request.getPath().equals(McpController.PATH)) {
      return true;
    }
    Optional<CallerAuthentication> recalled = tokens.recalled(request);
    if (recalled.isEmpty() || blocks.refuses(recalled.get().caller())) {
      return true;
    }
    request.setAttribute(AUTHENTICATION, recalled.get());
    return false;
  }

  /// Goes on with a request that passed the framework's rules, unless its caller is blocked.
  ///
  /// @param recalled what was known of its caller before
  private Publisher<MutableHttpResponse<?>> proceed(
      HttpRequest<?> request, Optional<CallerAuthentication> recalled, ServerFilterChain chain) {
    Optional<Caller> caller =
        request
            .getAttribute(AUTHENTICATION, CallerAuthentication.class)
            .map(CallerAuthentication::caller);
    if (caller.filter(blocks::refuses).isPresent()) {
      blocks.enforced();
      audit.blocked(request);
      return Mono.just(Answers.of(DoorError.BLOCKED));
    }
    if (recalled.isEmpty()) {
      caller.ifPresent(known -> audit.authenticated(request, known));
    } else {
      audit.heard(request, recalled.get());
    }
    return chain.proceed(request);
  }

  /// Judges a request whose caller is not known yet, if its address may still ask.
  @Override
  public Publisher<MutableHttpResponse<?>> doFilter(
      HttpRequest<?> request, ServerFilterChain chain) {
    Optional<CallerAuthentication> recalled = tokens.recalled(request);
    if (recalled.isEmpty() && !tokens.goodLately(request)) {
      MutableHttpResponse<?> refusal = strangers.refusal(request);
      if (refusal != null) {
        return Mono.just(refusal);
      }
    }
    return Flux.from(super.doFilter(request, admitted -> proceed(admitted, recalled, chain)))
        // Before the answer goes out: who has read it is counted already.
        .doOnNext(_ -> count(request))
        .doOnError(_ -> count(request));
  }

  private void count(HttpRequest<?> request) {
    if (challenges.credentialRejected(request)) {
      strangers.failed(request);
    }
  }
}

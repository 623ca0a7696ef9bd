package dev.doorward.transport.http;

import dev.doorward.transport.http.auth.AccessTokens;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;

/// Hands the framework what the composition made.
@Factory
final class DoorFactory {
  @Singleton
  AuthenticationFetcher<HttpRequest<?>> bearer(AccessTokens tokens) {
    return tokens.fetcher();
  }
}

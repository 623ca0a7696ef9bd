package dev.doorward.transport.http;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.health.HealthStatus;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.management.endpoint.health.filter.HealthResultFilter;
import io.micronaut.management.health.indicator.HealthResult;

/// Answers 503 where the health is down. The framework's filter does it for some paths only, and
/// one such filter makes it match and sort all filters anew for every request.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
@Replaces(HealthResultFilter.class)
final class HealthStatusFilter {
  @ResponseFilter
  void judge(MutableHttpResponse<?> response) {
    if (response.body() instanceof HealthResult result
        && result.getStatus().equals(HealthStatus.DOWN)) {
      response.status(HttpStatus.SERVICE_UNAVAILABLE);
    }
  }
}

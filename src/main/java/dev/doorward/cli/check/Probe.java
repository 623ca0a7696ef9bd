package dev.doorward.cli.check;

import dev.doorward.transport.http.HttpSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Asks other servers over HTTP. Each answer has a deadline and a largest size; redirects are not
/// followed; plain HTTP goes to loopback only.
final class Probe implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 256 * 1024;

  /// Why there is no answer, as a phrase for people.
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    Failed(String problem) {
      super(problem, null, false, false);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  private final InstantSource clock;
  private final Map<String, Duration> skews = new LinkedHashMap<>();

  Probe(InstantSource clock) {
    this.clock = clock;
  }

  /// A GET that asks for JSON.
  HttpResponse<byte[]> get(URI address) throws Failed, InterruptedException {
    return ask(request(address).header("Accept", "application/json").build());
  }

  /// A request to a place that may be asked at all.
  static HttpRequest.Builder request(URI address) throws Failed {
    boolean https = "https".equals(address.getScheme());
    boolean http = "http".equals(address.getScheme());
    if (address.getHost() == null || !(https || http)) {
      throw new Failed("it is no http or https address");
    }
    if (http && !HttpSettings.isLoopback(address.getHost())) {
      throw new Failed("plain http is for loopback only");
    }
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  /// Sends a request and waits for the whole answer.
  HttpResponse<byte[]> ask(HttpRequest request) throws Failed, InterruptedException {
    return ask(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
  }

  /// Sends a request and waits for its answer as far as the handler wants it.
  <T> HttpResponse<T> ask(HttpRequest request, BodyHandler<T> handler)
      throws Failed, InterruptedException {
    CompletableFuture<HttpResponse<T>> coming = client.sendAsync(request, handler);
    try {
      HttpResponse<T> response = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      remember(request.uri().getHost(), response);
      return response;
    } catch (TimeoutException _) {
      throw new Failed("it did not answer within " + PATIENCE.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw new Failed(problem(e));
    } finally {
      coming.cancel(true);
    }
  }

  private static String problem(ExecutionException failed) {
    for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "its certificate is not trusted, expired or for another name, or it speaks no modern TLS";
      }
      if (cause instanceof UnresolvedAddressException) {
        return "its name does not resolve";
      }
      if (cause instanceof ConnectException) {
        return "nothing can be reached there";
      }
      if (cause instanceof java.net.http.HttpTimeoutException) {
        return "it did not answer within " + PATIENCE.toSeconds() + " seconds";
      }
    }
    return failed.getCause() instanceof IOException
        ? "the connection failed or the answer was too large"
        : "it could not be asked";
  }

  private void remember(String host, HttpResponse<?> response) {
    response
        .headers()
        .firstValue("Date")
        .ifPresent(
            date -> {
              try {
                Instant there =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
                skews.putIfAbsent(host, Duration.between(there, clock.instant()));
              } catch (DateTimeParseException _) {
                // A server without a readable clock says nothing about ours.
              }
            });
  }

  /// How far our clock is ahead of each host's, as its first answer said; a second of that is
  /// rounding.
  Map<String, Duration> skews() {
    return Map.copyOf(skews);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

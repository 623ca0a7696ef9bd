package dev.doorward.transport.http.auth;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks identity providers over HTTP. The whole answer has one deadline, so that one that drips
/// cannot hold anybody; its size is bounded; a redirect is an answer like any other, never
/// followed.
final class ProviderClient {
  /// How long one question may take, from connecting to the last byte of the answer.
  static final Duration DEADLINE = Duration.ofSeconds(3);

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final Duration deadline;

  /// @param deadline how long one question may take, [#DEADLINE] but in tests
  ProviderClient(Duration deadline) {
    this.deadline = deadline;
  }

  /// What came back.
  record Answer(int status, byte[] body) {}

  /// Sends one request and waits for the whole answer; throws when there is none in time, or one
  /// that is too large.
  Answer ask(HttpRequest request, int mostBytes) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      HttpResponse<byte[]> response = coming.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("the provider did not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("waiting for the provider was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("the provider cannot be asked", e);
    } finally {
      coming.cancel(true);
    }
  }
}

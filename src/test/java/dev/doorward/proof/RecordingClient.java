package dev.doorward.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// The client of a test against one of our servers. It keeps every answer as evidence, those that
/// are streamed too, and takes every credential it sends for a secret.
public final class RecordingClient extends HttpClient {
  private final HttpClient client;

  private RecordingClient(HttpClient client) {
    this.client = client;
  }

  /// One with nothing special about it.
  public static HttpClient create() {
    return of(HttpClient.newHttpClient());
  }

  /// The same as another one, watched.
  public static HttpClient of(HttpClient client) {
    return new RecordingClient(client);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    sent(request);
    return client.send(request, kept(handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    sent(request);
    return client.sendAsync(request, kept(handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
    sent(request);
    return client.sendAsync(request, kept(handler), pushed);
  }

  private static void sent(HttpRequest request) {
    request
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> Evidence.sent(name + ": " + value)));
  }

  private static <T> BodyHandler<T> kept(BodyHandler<T> handler) {
    return told -> {
      Evidence.answered(told.statusCode() + " " + text(told.headers()));
      return new Kept<>(handler.apply(told));
    };
  }

  private static String text(HttpHeaders headers) {
    return headers.map().toString();
  }

  /// Hands everything on and keeps a copy.
  private record Kept<T>(BodySubscriber<T> subscriber, ByteArrayOutputStream bytes)
      implements BodySubscriber<T> {
    Kept(BodySubscriber<T> subscriber) {
      this(subscriber, new ByteArrayOutputStream());
    }

    @Override
    public CompletionStage<T> getBody() {
      return subscriber.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        bytes.writeBytes(copy);
      }
      subscriber.onNext(buffers);
    }

    @Override
    public void onError(Throwable failed) {
      Evidence.answered(bytes.toString(UTF_8));
      subscriber.onError(failed);
    }

    @Override
    public void onComplete() {
      Evidence.answered(bytes.toString(UTF_8));
      subscriber.onComplete();
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public void shutdown() {
    client.shutdown();
  }

  @Override
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return client.awaitTermination(duration);
  }

  @Override
  public boolean isTerminated() {
    return client.isTerminated();
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }

  @Override
  public void close() {
    client.close();
  }
}

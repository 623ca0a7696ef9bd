package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.proof.Evidence;
import dev.doorward.proof.RecordingClient;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.transport.http.HttpDoor;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.QuietHouse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// A running door whose callers have tokens that a provider must be asked about. Its clocks are
/// moved by the test.
final class AskedDoor implements AutoCloseable, Engine {
  static final Secret SECRET = new Secret("q8Zr:3Vb+N1 xKc7/Ty5");
  static final LookupProfile.Client CLIENT = new LookupProfile.Client("door ward", SECRET);

  final BlockingQueue<Caller> letIn = new LinkedBlockingQueue<>();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AtomicLong nanos = new AtomicLong();
  volatile Instant now = TrustedKeys.NOW;
  private final HttpClient client = RecordingClient.create();
  private final HttpDoor door;

  AskedDoor(Map<String, IssuerProfile> profiles) {
    this(profiles, new ProviderClient(Duration.ofSeconds(1)), QuietHouse.beans());
  }

  AskedDoor(Map<String, IssuerProfile> profiles, ProviderClient provider, List<Object> beans) {
    AccessTokens tokens =
        AccessTokens.external(profiles, TrustedKeys.AUDIENCE, () -> now, provider, nanos::get);
    tokens.metrics().bindTo(registry);
    Evidence.secret(SECRET.value());
    door =
        HttpDoor.open(HttpSettings.DEFAULTS.withPorts(0, 0), this, _ -> tokens, Scope.BASIC, beans);
  }

  /// How an RFC 7662 server is asked with a client of ours.
  static LookupProfile lookup(URI endpoint) {
    return new LookupProfile(
        endpoint, Optional.of(CLIENT), Duration.ZERO, false, Set.of(), Map.of());
  }

  static IssuerProfile introspection(LookupProfile lookup) {
    return profile(IssuerKind.INTROSPECTION, TrustedKeys.ISSUER, List.of(), lookup);
  }

  static IssuerProfile google(URI endpoint, String... clients) {
    return profile(
        IssuerKind.GOOGLE,
        "https://accounts.google.com",
        List.of(clients),
        new LookupProfile(
            endpoint,
            Optional.empty(),
            Duration.ZERO,
            false,
            Set.of(Role.VIEWER),
            Map.of("110248495921238986420", Set.of(Role.DEVELOPER))));
  }

  static IssuerProfile github(URI endpoint, String client) {
    return profile(
        IssuerKind.GITHUB,
        "https://github.com/login/oauth",
        List.of(client),
        new LookupProfile(
            endpoint,
            Optional.of(new LookupProfile.Client(client, SECRET)),
            Duration.ZERO,
            false,
            Set.of(Role.VIEWER),
            Map.of()));
  }

  static IssuerProfile profile(
      IssuerKind kind, String issuer, List<String> audience, LookupProfile lookup) {
    return new IssuerProfile(
        kind,
        issuer,
        Optional.empty(),
        Optional.empty(),
        audience,
        List.of(),
        List.of(),
        kind.rolesClaim(),
        Optional.empty(),
        kind.subjectClaim(),
        Optional.empty(),
        false,
        Optional.of(lookup));
  }

  /// What an RFC 7662 server says of a good token, but for these claims; an empty one is left out.
  static String introspected(Map<String, String> changes) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "active", "true",
                "scope", "\"mcp:tools.read mcp:tools.call\"",
                "client_id", "\"desk\"",
                "token_type", "\"Bearer\"",
                "jti", "\"t-1\""));
    all.putAll(changes);
    return TrustedKeys.claims(all);
  }

  HttpResponse<String> send(String token) throws IOException, InterruptedException {
    return send(client, token);
  }

  HttpResponse<String> send(HttpClient from, String token)
      throws IOException, InterruptedException {
    return from.send(request(token), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendLater(String token) {
    return client.sendAsync(request(token), BodyHandlers.ofString());
  }

  private HttpRequest request(String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  /// Sends a token that is let in.
  ///
  /// @return whom the engine saw
  Caller enters(String token) throws IOException, InterruptedException {
    letIn.clear();
    HttpResponse<String> response = send(token);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return letIn.take();
  }

  /// Sends a token that is refused for what it is.
  void refuses(String token) throws IOException, InterruptedException {
    letIn.clear();
    HttpResponse<String> response = send(token);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
    assertThat(response.body()).contains("\"code\":\"unauthenticated\"").doesNotContain(token);
    assertThat(letIn).isEmpty();
  }

  /// Sends a token that nobody can judge now.
  void cannotTell(String token) throws IOException, InterruptedException {
    letIn.clear();
    HttpResponse<String> response = send(token);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("www-authenticate")).isEmpty();
    assertThat(response.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 30L);
    assertThat(response.body())
        .contains("\"code\":\"identity_unavailable\"")
        .doesNotContain(token, "Exception", "127.0.0.1:");
    assertThat(letIn).isEmpty();
  }

  double count(String meter, String issuer) {
    return registry.get(meter).tag("issuer", issuer).functionCounter().count();
  }

  @Override
  public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
    letIn.add(caller);
    reply.answer(Answer.ok(body));
  }

  @Override
  public void listen(Caller caller, RequestHeaders headers, Reply reply) {
    throw new UnsupportedOperationException("nobody listens");
  }

  @Override
  public void end(Caller caller, RequestHeaders headers, Reply reply) {
    throw new UnsupportedOperationException("nobody listens");
  }

  @Override
  public LineConversation converse(Caller caller, MessageSink out) {
    throw new UnsupportedOperationException("no lines here");
  }

  @Override
  public void endSessions(Predicate<CallerId> of) {
    // There are none here.
  }

  @Override
  public void drain() {
    // Nothing is kept open here.
  }

  @Override
  public void close() {
    door.close();
    client.close();
  }
}

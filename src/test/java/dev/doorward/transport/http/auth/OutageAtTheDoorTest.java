package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Scope;
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
import dev.doorward.transport.http.auth.FailingProvider.Outage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way in which a provider fails, seen by clients of a running door: each has an issuer of
/// its own that had published keys before, and one that had not. The clock is moved, not waited
/// for.
final class OutageAtTheDoorTest {
  private static final HttpClient CLIENT = RecordingClient.create();
  private static final int MOST_FETCHES = 2;
  private static final int ATTEMPTS = 3;

  private static final AtomicInteger letIn = new AtomicInteger();
  private static final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private static final Map<String, FailingProvider> providers = new HashMap<>();
  @TempDir static Path folder;
  private static volatile Instant now = TrustedKeys.NOW;
  private static RSAKey first;
  private static RSAKey second;
  private static RSAKey strangers;
  private static HttpDoor door;

  /// Counts whom the door lets in.
  private static final class Counting implements Engine {
    @Override
    public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
      letIn.incrementAndGet();
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
  }

  @BeforeAll
  static void open() throws Exception {
    first = new RSAKeyGenerator(2048).keyID("k1").generate();
    second = new RSAKeyGenerator(2048).keyID("k2").generate();
    strangers = new RSAKeyGenerator(2048).keyID("k1").generate();
    TestCertificates certificates = TestCertificates.in(folder);
    Map<String, IssuerProfile> profiles = new HashMap<>();
    for (Outage outage : Outage.values()) {
      for (String start : List.of("warm", "cold")) {
        String name = name(outage, start);
        FailingProvider provider = new FailingProvider(outage, certificates);
        provider.publish(new JWKSet(first.toPublicJWK()).toString());
        providers.put(name, provider);
        profiles.put(name, profile(name, provider));
      }
    }
    AccessTokens tokens =
        AccessTokens.external(
            profiles,
            TrustedKeys.AUDIENCE,
            () -> now,
            trusting(certificates.client()),
            System::nanoTime);
    tokens.metrics().bindTo(registry);
    door =
        HttpDoor.open(
            HttpSettings.DEFAULTS.withPorts(0, 0),
            new Counting(),
            _ -> tokens,
            Scope.BASIC,
            QuietHouse.beans());
  }

  /// What asks providers takes the trust of the process as it is when it is made.
  private static ProviderClient trusting(SSLContext context) throws Exception {
    SSLContext usual = SSLContext.getDefault();
    SSLContext.setDefault(context);
    try {
      return new ProviderClient(Duration.ofSeconds(2));
    } finally {
      SSLContext.setDefault(usual);
    }
  }

  private static IssuerProfile profile(String name, FailingProvider provider) {
    return new IssuerSettings(
            Optional.of(issuer(name)),
            Optional.of(provider.address()),
            Optional.empty(),
            List.of(),
            List.of("RS256"),
            List.of("at+jwt"),
            "roles",
            Optional.empty(),
            Optional.empty())
        .profile()
        .orElseThrow();
  }

  private static String name(Outage outage, String start) {
    return outage.name().toLowerCase(Locale.ROOT) + "-" + start;
  }

  private static String issuer(String name) {
    return "https://" + name.replace('_', '-') + ".example.org/";
  }

  @AfterAll
  static void close() {
    door.close();
    providers.values().forEach(FailingProvider::close);
  }

  @ParameterizedTest
  @EnumSource
  void servesKnownKeysThroughAnOutageAndLetsNothingElseIn(Outage outage) throws Exception {
    String name = name(outage, "warm");
    FailingProvider provider = providers.get(name);
    String before = token(name, first, "before");
    assertThat(send(before).statusCode()).isEqualTo(200);
    provider.fail();
    double fetched = fetches(name);
    int good = letIn.get();

    for (int i = 0; i < ATTEMPTS; i++) {
      assertUnavailable(token(name, second, "new-key-" + i));
    }
    assertThat(send(token(name, strangers, "forger")).statusCode()).isEqualTo(401);
    assertThat(letIn).hasValue(good);
    assertThat(send(before).statusCode()).isEqualTo(200);
    assertThat(send(token(name, first, "during")).statusCode()).isEqualTo(200);
    assertThat(fetches(name) - fetched).isBetween(1.0, (double) MOST_FETCHES);

    provider.publish(new JWKSet(List.of(first.toPublicJWK(), second.toPublicJWK())).toString());
    provider.work();
    now = now.plus(IssuerKeys.WINDOW);
    assertThat(send(token(name, second, "after")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhenToComeAgainWhileItNeverHadAKey(Outage outage) throws Exception {
    String name = name(outage, "cold");
    FailingProvider provider = providers.get(name);
    provider.fail();
    int good = letIn.get();

    long wait = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
      wait = assertUnavailable(token(name, first, "early-" + i));
    }
    assertThat(letIn).hasValue(good);
    assertThat(fetches(name)).isBetween(1.0, (double) MOST_FETCHES);

    provider.work();
    now = now.plusSeconds(wait);
    assertThat(send(token(name, first, "after")).statusCode()).isEqualTo(200);
  }

  /// @return the seconds after which the client shall try again
  private static long assertUnavailable(String token) throws Exception {
    HttpResponse<String> response = send(token);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("www-authenticate")).isEmpty();
    assertThat(response.body())
        .contains("\"code\":\"identity_unavailable\"")
        .doesNotContain(token, "Exception", "127.0.0.1:");
    long wait = response.headers().firstValueAsLong("retry-after").orElse(0);
    assertThat(wait).isBetween(1L, IssuerKeys.WINDOW.toSeconds());
    return wait;
  }

  private static double fetches(String name) {
    return registry
        .get("doorward.issuer.key.fetches")
        .tag("issuer", name)
        .functionCounter()
        .count();
  }

  private static String token(String name, RSAKey key, String subject) {
    long issued = now.getEpochSecond();
    return TrustedKeys.sign(
        key,
        JWSAlgorithm.RS256,
        TrustedKeys.HEADER.replace("k1", key.getKeyID()),
        TrustedKeys.claims(
            Map.of(
                "iss",
                "\"" + issuer(name) + "\"",
                "sub",
                "\"" + subject + "\"",
                "iat",
                String.valueOf(issued),
                "exp",
                String.valueOf(issued + 3_000))));
  }

  private static HttpResponse<String> send(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way in which a server that is asked about tokens does not answer, at a running door: it is
/// never open then, and no token is called bad.
final class IntrospectionOutageTest {
  private static final AtomicInteger number = new AtomicInteger();
  private static AskedProvider provider;
  private static AskedDoor door;

  @BeforeAll
  static void open() throws IOException {
    provider = new AskedProvider();
    door =
        new AskedDoor(
            Map.of(
                "opaque", AskedDoor.introspection(AskedDoor.lookup(provider.at("/introspect")))));
  }

  @AfterAll
  static void close() {
    door.close();
    provider.close();
  }

  @BeforeEach
  void works() {
    provider.says(200, good());
    provider.questions.clear();
  }

  /// One token is asked about ten times a minute, so each case has its own.
  private static String token() {
    return "2YotnFZFEjr1zCsicMWpAA." + number.incrementAndGet() + "~+/=";
  }

  private static String good() {
    return AskedDoor.introspected(Map.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 401, 403, 404, 405, 429, 500, 502, 503})
  void cannotTellWhenTheStatusSpeaksOfSomethingElse(int status) throws Exception {
    provider.says(status, status == 204 ? "" : good());

    door.cannotTell(token());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html><body>Sign in</body></html>",
        "true",
        "[{\"active\":true}]",
        "{}",
        "{\"error\":\"server_error\"}",
        "{\"active\":null}",
        "{\"active\":true",
        "{\"active\":true}{\"active\":true}",
        "{\"active\":false,\"active\":true}",
        "{'active':true}",
        "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl"
      })
  void cannotTellFromWhatIsNoAnswer(String body) throws Exception {
    provider.says(200, body);

    door.cannotTell(token());
  }

  @Test
  void cannotTellFromADoubledKeyInAGoodAnswer() throws Exception {
    provider.says(200, good().replace("{", "{\"aud\":\"https://other.example.org/\","));

    door.cannotTell(token());
  }

  @Test
  void cannotTellFromAnAnswerThatIsTooLarge() throws Exception {
    provider.says(200, good() + " ".repeat(TokenLookup.MOST_BYTES));

    door.cannotTell(token());
  }

  @Test
  void cannotTellFromAnAnswerThatIsTooDeep() throws Exception {
    provider.says(200, AskedDoor.introspected(Map.of("deep", "[".repeat(500) + "]".repeat(500))));

    door.cannotTell(token());
  }

  @Test
  void doesNotFollowARedirectToAGoodAnswer() throws Exception {
    provider.does(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/moved")) {
            AskedProvider.send(exchange, 200, good());
          } else {
            exchange.getResponseHeaders().set("Location", provider.at("/moved").toString());
            AskedProvider.send(exchange, 307, "");
          }
        });

    door.cannotTell(token());
    assertThat(provider.questions).hasSize(1);
  }

  @Test
  void cannotTellFromAnAnswerThatIsCutShort() throws Exception {
    provider.does(
        exchange -> {
          exchange.sendResponseHeaders(200, good().length());
          exchange.getResponseBody().write("{\"active\":true".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        });

    door.cannotTell(token());
  }

  @Test
  void cannotTellFromAServerThatHangs() throws Exception {
    provider.hangs();

    door.cannotTell(token());
  }

  @Test
  void cannotTellFromAnAnswerThatDrips() throws Exception {
    provider.drips();

    door.cannotTell(token());
  }

  @Test
  void cannotTellWhenNobodyIsThere() throws Exception {
    URI gone;
    try (AskedProvider closed = new AskedProvider()) {
      gone = closed.at("/introspect");
    }
    try (AskedDoor other =
        new AskedDoor(Map.of("gone", AskedDoor.introspection(AskedDoor.lookup(gone))))) {
      other.cannotTell(token());
      assertThat(other.count("doorward.token.lookup.failures", "gone")).isEqualTo(1);
    }
  }

  @Test
  void goesOnAtOnceWhenTheServerIsBack() throws Exception {
    provider.says(500, "");
    String token = token();
    double failures = door.count("doorward.token.lookup.failures", "opaque");
    double asked = door.count("doorward.token.lookups", "opaque");
    door.cannotTell(token);
    provider.says(200, good());
    door.enters(token);

    assertThat(door.count("doorward.token.lookup.failures", "opaque") - failures).isEqualTo(1);
    assertThat(door.count("doorward.token.lookups", "opaque") - asked).isEqualTo(2);
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Google's tokens at a running door.
final class GoogleAtTheDoorTest {
  private static final String CLIENT = "32555350559.apps.googleusercontent.com";
  private static final String PHONE = "32555350560.apps.googleusercontent.com";
  private static final AtomicInteger number = new AtomicInteger();
  private static AskedProvider provider;
  private static AskedDoor door;

  @BeforeAll
  static void open() throws IOException {
    provider = new AskedProvider();
    door =
        new AskedDoor(Map.of("google", AskedDoor.google(provider.at("/tokeninfo"), CLIENT, PHONE)));
  }

  @AfterAll
  static void close() {
    door.close();
    provider.close();
  }

  @BeforeEach
  void works() {
    provider.says(200, with(Map.of()));
    provider.questions.clear();
  }

  private static String token() {
    return "ya29.c.b0Aaekm1K" + number.incrementAndGet();
  }

  /// As Google writes it: every value is a text.
  private static String with(Map<String, String> changes) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "azp", CLIENT,
                "aud", CLIENT,
                "sub", "110248495921238986420",
                "scope", "openid mcp:tools.read",
                "exp", String.valueOf(TrustedKeys.IAT + 3_000),
                "expires_in", "3000",
                "email", "alice@example.org",
                "email_verified", "true",
                "access_type", "online"));
    all.putAll(changes);
    all.values().removeIf(String::isEmpty);
    return new TreeMap<>(all)
        .entrySet().stream()
            .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void letsInWhomGoogleKnowsUnderTheNumberItGives() throws Exception {
    String token = token();
    Caller caller = door.enters(token);

    assertThat(caller.id())
        .isEqualTo(new CallerId("https://accounts.google.com", "110248495921238986420"));
    assertThat(caller.roles()).containsExactlyInAnyOrder(Role.VIEWER, Role.DEVELOPER);
    assertThat(caller.scopes()).contains(Scope.TOOLS_READ);
    assertThat(caller.clientId()).isEqualTo(CLIENT);
    AskedProvider.Question question = provider.questions.getFirst();
    assertThat(question.method()).isEqualTo("GET");
    assertThat(question.target()).isEqualTo("/tokeninfo?access_token=" + token);
    assertThat(question.header("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          another client of ours  | azp | 32555350560.apps.googleusercontent.com
          no authorized party     | azp | ``
          over within the skew    | exp | 1780315180
          """)
  void letsInWhatIsGood(String name, String field, String value) throws Exception {
    provider.says(200, with(Map.of(field, value)));

    assertThat(door.enters(token()).id().subject()).as(name).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no audience               | aud | ``
          the client of others      | aud | 407408718192.apps.googleusercontent.com
          the address of ours       | aud | https://mcp.example.org/mcp
          ours as a part            | aud | x32555350559.apps.googleusercontent.com
          the party of others       | azp | 407408718192.apps.googleusercontent.com
          no subject                | sub | ``
          no end                    | exp | ``
          over                      | exp | 1780315169
          an end in milliseconds    | exp | 1780318200000
          an end that is no number  | exp | never
          an end with a sign        | exp | +1780318200
          an end in other digits    | exp | ١٧٨٠٣١٨٢٠٠
          somebody else's issuer    | iss | https://login.example.org/
          """)
  void refusesWhatIsNotForUsNow(String name, String field, String value) throws Exception {
    provider.says(200, with(Map.of(field, value)));

    door.refuses(token());
    assertThat(provider.questions).as(name).hasSize(1);
  }

  @Test
  void refusesWhatGoogleDoesNotKnow() throws Exception {
    provider.says(400, "{\"error\":\"invalid_token\",\"error_description\":\"Invalid Value\"}");

    door.refuses(token());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400 | {"error":"invalid_request"}
          400 | <html>Bad Request</html>
          400 | {}
          401 | {"error":"invalid_token"}
          403 | {"error":"rateLimitExceeded"}
          404 | {"error":"invalid_token"}
          429 | {"error":"invalid_token"}
          500 | {"error":"invalid_token"}
          200 | <html>Sign in</html>
          200 | []
          """)
  void cannotTellFromAnythingElse(int status, String body) throws Exception {
    provider.says(status, body);

    door.cannotTell(token());
  }

  @Test
  void showsGoogleNoTokenOfOthers() throws Exception {
    for (String token :
        new String[] {"2YotnFZFEjr1zCsicMWpAA", "gho_16C7e42F292c69", "YA29.a0AfH6SMBx", "a.b.c"}) {
      door.refuses(token);
    }
    assertThat(provider.questions).isEmpty();
  }
}

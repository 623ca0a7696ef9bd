package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens of a server that is asked about them (RFC 7662), at a running door: what it says of a
/// token decides, and that it says anything does not.
final class IntrospectionAtTheDoorTest {
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

  @Test
  void letsInWhomTheServerKnows() throws Exception {
    Caller caller = door.enters(token());

    assertThat(caller.id()).isEqualTo(new CallerId(TrustedKeys.ISSUER, "alice"));
    assertThat(caller.roles()).containsExactly(Role.VIEWER);
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.TOOLS_READ, Scope.TOOLS_CALL);
    assertThat(caller.clientId()).isEqualTo("desk");
    assertThat(caller.credential()).isEqualTo("t-1");
  }

  @Test
  void asksOnceForEveryRequestAsTheStandardsSay() throws Exception {
    String token = token();
    door.enters(token);
    door.enters(token);

    assertThat(provider.questions).hasSize(2);
    AskedProvider.Question question = provider.questions.getFirst();
    assertThat(question.method()).isEqualTo("POST");
    assertThat(question.target()).isEqualTo("/introspect");
    assertThat(question.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(question.body())
        .isEqualTo(
            "token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8)
                + "&token_type_hint=access_token");
    // Each half is encoded like a form first (RFC 6749, section 2.3.1).
    assertThat(question.header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        "door+ward:q8Zr%3A3Vb%2BN1+xKc7%2FTy5"
                            .getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          one of several audiences   | aud        | ["https://other.example.org/", "https://mcp.example.org/mcp"]
          no issuer given            | iss        | ``
          no issue time given        | iat        | ``
          over within the skew       | exp        | 1780315180
          begins within the skew     | nbf        | 1780315220
          an end with a fraction     | exp        | 1780318800.5
          bearer in small letters    | token_type | "bearer"
          no type given              | token_type | ``
          an access token by its use | token_use  | "access_token"
          no roles                   | roles      | ``
          a claim that is null       | iss        | null
          """)
  void letsInWhatIsGood(String name, String claim, String value) throws Exception {
    provider.says(200, AskedDoor.introspected(Map.of(claim, value)));

    assertThat(door.enters(token()).id().subject()).as(name).isEqualTo("alice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          inactive                    | active     | false
          active as a text            | active     | "true"
          active as a number          | active     | 1
          active as a list            | active     | [true]
          active as an object         | active     | {"value": true}
          no audience                 | aud        | ``
          a null audience             | aud        | null
          an empty audience           | aud        | []
          another audience            | aud        | "https://other.example.org/mcp"
          a prefix of ours            | aud        | "https://mcp.example.org"
          ours and more               | aud        | "https://mcp.example.org/mcp/"
          audiences that are no texts | aud        | ["https://mcp.example.org/mcp", 7]
          a null among audiences      | aud        | ["https://mcp.example.org/mcp", null]
          an audience as an object    | aud        | {"https://mcp.example.org/mcp": true}
          another issuer              | iss        | "https://other.example.org/"
          the issuer without a slash  | iss        | "https://login.example.org"
          the issuer and more         | iss        | "https://login.example.org/evil"
          issuers in a list           | iss        | ["https://login.example.org/"]
          an empty issuer             | iss        | ""
          no end                      | exp        | ``
          a null end                  | exp        | null
          over                        | exp        | 1780315169
          an end as a text            | exp        | "1780318800"
          an end in milliseconds      | exp        | 1780318800000
          an end before all time      | exp        | -1
          an end as a list            | exp        | [1780318800]
          not yet                     | nbf        | 1780315231
          a beginning as a text       | nbf        | "0"
          issued in the future        | iat        | 1780315231
          an issue time as a text     | iat        | "now"
          no subject                  | sub        | ``
          an empty subject            | sub        | ""
          a blank subject             | sub        | "  "
          a subject as a number       | sub        | 7
          a subject with a line end   | sub        | "alice\\nadmin"
          bound to a key              | cnf        | {"x5t#S256": "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"}
          a DPoP token                | token_type | "DPoP"
          a type as a list            | token_type | ["Bearer"]
          a refresh token             | token_use  | "refresh_token"
          an ID token by its use      | token_use  | "id"
          """)
  void refusesWhatIsNotForUsNow(String name, String claim, String value) throws Exception {
    provider.says(200, AskedDoor.introspected(Map.of(claim, value)));

    door.refuses(token());
    assertThat(provider.questions).as(name).hasSize(1);
  }

  @Test
  void refusesASubjectThatIsTooLongAndTooManyClaims() throws Exception {
    provider.says(200, AskedDoor.introspected(Map.of("sub", "\"" + "a".repeat(513) + "\"")));
    door.refuses(token());

    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 130; i++) {
      many.put("c" + i, "1");
    }
    provider.says(200, AskedDoor.introspected(many));
    door.refuses(token());
  }

  @Test
  void refusesWhatHasNothingButActive() throws Exception {
    provider.says(200, "{\"active\":true}");

    door.refuses(token());
  }
}

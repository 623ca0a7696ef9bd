package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tokens of users at an application of GitHub's, at a running door.
final class GithubAtTheDoorTest {
  private static final String CLIENT = "Iv1.8a61f9b3a7aba766";
  private static final String GOOD =
      """
      {"id": 1, "url": "https://api.github.com/authorizations/1",
       "scopes": ["repo", "mcp:tools.read"],
       "token": "", "token_last_eight": "AE178B4a",
       "app": {"url": "http://my-app.example.org", "name": "my app", "client_id": "Iv1.8a61f9b3a7aba766"},
       "created_at": "2026-05-06T20:39:23Z", "expires_at": null,
       "user": {"login": "octocat", "id": 583231, "type": "User"}}
      """;
  private static final AtomicInteger number = new AtomicInteger();
  private static AskedProvider provider;
  private static AskedDoor door;

  @BeforeAll
  static void open() throws IOException {
    provider = new AskedProvider();
    door = new AskedDoor(Map.of("github", AskedDoor.github(provider.at("/api/v3/"), CLIENT)));
  }

  @AfterAll
  static void close() {
    door.close();
    provider.close();
  }

  @BeforeEach
  void works() {
    provider.says(200, GOOD);
    provider.questions.clear();
  }

  private static String token() {
    return "gho_16C7e42F292c6912E7710c838347Ae" + number.incrementAndGet();
  }

  @Test
  void letsInWhomGithubKnowsUnderTheNumberThatStays() throws Exception {
    String token = token();
    Caller caller = door.enters(token);

    assertThat(caller.id()).isEqualTo(new CallerId("https://github.com/login/oauth", "583231"));
    assertThat(caller.roles()).containsExactly(Role.VIEWER);
    assertThat(caller.scopes()).contains(Scope.TOOLS_READ);
    assertThat(caller.clientId()).isEqualTo(CLIENT);
    AskedProvider.Question question = provider.questions.getFirst();
    assertThat(question.method()).isEqualTo("POST");
    assertThat(question.target()).isEqualTo("/api/v3/applications/" + CLIENT + "/token");
    assertThat(question.body()).isEqualTo("{\"access_token\":\"" + token + "\"}");
    assertThat(question.header("Accept")).isEqualTo("application/vnd.github+json");
    assertThat(question.header("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        (CLIENT + ":q8Zr%3A3Vb%2BN1+xKc7%2FTy5")
                            .getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void letsInATokenThatEndsLater() throws Exception {
    provider.says(
        200, GOOD.replace("\"expires_at\": null", "\"expires_at\": \"2026-06-01T20:00:00Z\""));
    door.enters("ghu_16C7e42F292c6912E7710c838347Ae178B4a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          another application   | "client_id": "Iv1.8a61f9b3a7aba766" | "client_id": "Iv1.0000000000000000"
          ours in small letters | "client_id": "Iv1.8a61f9b3a7aba766" | "client_id": "iv1.8a61f9b3a7aba766"
          no client id          | "client_id": "Iv1.8a61f9b3a7aba766" | "client": "Iv1.8a61f9b3a7aba766"
          client ids in a list  | "client_id": "Iv1.8a61f9b3a7aba766" | "client_id": ["Iv1.8a61f9b3a7aba766"]
          no application        | "app":                              | "application":
          no user               | "user":                             | "owner":
          no number             | "id": 583231,                       | ``
          a number as a text    | "id": 583231                        | "id": "583231"
          no natural number     | "id": 583231                        | "id": 0
          a fraction            | "id": 583231                        | "id": 583231.5
          a number beyond all   | "id": 583231                        | "id": 99999999999999999999
          over                  | "expires_at": null                  | "expires_at": "2026-06-01T11:59:00Z"
          an end without a zone | "expires_at": null                  | "expires_at": "2026-06-01T20:00:00"
          an end that is none   | "expires_at": null                  | "expires_at": true
          """)
  void refusesWhatIsNotForUsNow(String name, String part, String other) throws Exception {
    assertThat(GOOD).contains(part);
    provider.says(200, GOOD.replace(part, other));

    door.refuses(token());
    assertThat(provider.questions).as(name).hasSize(1);
  }

  @Test
  void refusesWhatGithubDoesNotKnowOrIsAnotherApplications() throws Exception {
    provider.says(404, "{\"message\":\"Not Found\",\"status\":\"404\"}");

    door.refuses(token());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          404 | <html>Not Found</html>
          404 | ``
          401 | {"message":"Bad credentials"}
          403 | {"message":"API rate limit exceeded"}
          422 | {"message":"Validation Failed"}
          429 | {"message":"Too many requests"}
          500 | {"message":"Server Error"}
          200 | <html>Unicorn!</html>
          200 | null
          """)
  void cannotTellFromAnythingElse(int status, String body) throws Exception {
    provider.says(status, body);

    door.cannotTell(token());
  }

  @Test
  void showsGithubNoTokenOfOthers() throws Exception {
    for (String token :
        new String[] {
          "2YotnFZFEjr1zCsicMWpAA",
          "ya29.a0AfH6SMBx",
          "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
          "ghr_16C7e42F292c6912E7710c838347Ae178B4a",
          "gho_16C7 e42F"
        }) {
      door.refuses(token);
    }
    assertThat(provider.questions).isEmpty();
  }
}

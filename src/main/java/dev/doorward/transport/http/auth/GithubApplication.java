package dev.doorward.transport.http.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// GitHub's check of a token of one application (`POST /applications/{client_id}/token`). Other
/// questions, such as `GET /user`, are answered for the tokens of any application.
///
/// @param address the question's address, with the application's client id
/// @param credentials this server's `Authorization` there
record GithubApplication(URI address, String credentials) implements ProviderQuestion {
  static GithubApplication of(LookupProfile lookup) {
    LookupProfile.Client client = lookup.client().orElseThrow();
    return new GithubApplication(
        URI.create(
            lookup.endpoint().toString().replaceAll("/+$", "")
                + "/applications/"
                + client.id()
                + "/token"),
        ProviderQuestion.basic(client));
  }

  @Override
  public HttpRequest about(String token) {
    return HttpRequest.newBuilder(address)
        .header("Authorization", credentials)
        .header("Content-Type", "application/json")
        .header("Accept", "application/vnd.github+json")
        .header("X-GitHub-Api-Version", "2022-11-28")
        .header("User-Agent", "doorward")
        .POST(BodyPublishers.ofString(JSONObjectUtils.toJSONString(Map.of("access_token", token))))
        .build();
  }

  @Override
  public Reading read(int status, Map<String, Object> answer) {
    if (status == 404) {
      return new Reading.Refused();
    }
    if (status != 200) {
      return ProviderQuestion.trouble(status);
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    // The number is the user's for good; the login can change hands.
    if (answer.get("user") instanceof Map<?, ?> user
        && user.get("id") instanceof Long id
        && id > 0) {
      claims.put("sub", Long.toString(id));
    }
    if (answer.get("app") instanceof Map<?, ?> app && app.get("client_id") instanceof String id) {
      claims.put("aud", id);
      claims.put("client_id", id);
    }
    if (answer.get("scopes") instanceof List<?> scopes) {
      claims.put("scope", scopes);
    }
    if (answer.containsKey("expires_at")) {
      claims.put("exp", seconds(answer.get("expires_at")));
    }
    return new Reading.Told(claims);
  }

  /// A text that is no time stays one, and is refused as a time.
  private static Object seconds(Object written) {
    try {
      return OffsetDateTime.parse(String.valueOf(written)).toEpochSecond();
    } catch (DateTimeException _) {
      return "";
    }
  }

  @Override
  public String toString() {
    return "GithubApplication[" + address + "]";
  }
}

package dev.doorward.transport.http.auth;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/// Token introspection (RFC 7662): the question is a form, the answer says whether the token is
/// active and what it means.
///
/// @param endpoint the provider's introspection endpoint
/// @param credentials this server's `Authorization` there
record Introspection(URI endpoint, String credentials) implements ProviderQuestion {
  static Introspection of(LookupProfile lookup) {
    return new Introspection(
        lookup.endpoint(), ProviderQuestion.basic(lookup.client().orElseThrow()));
  }

  @Override
  public HttpRequest about(String token) {
    return HttpRequest.newBuilder(endpoint)
        .header("Authorization", credentials)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(
            BodyPublishers.ofString(
                "token=" + ProviderQuestion.form(token) + "&token_type_hint=access_token"))
        .build();
  }

  @Override
  public Reading read(int status, Map<String, Object> answer) {
    // Whatever is wrong with the token, the answer to the question is 200 (section 2.2): the other
    // statuses speak of us.
    if (status != 200) {
      return ProviderQuestion.trouble(status);
    }
    if (!answer.containsKey("active")) {
      return new Reading.Trouble("no_answer");
    }
    return Boolean.TRUE.equals(answer.get("active"))
        ? new Reading.Told(answer)
        : new Reading.Refused();
  }

  @Override
  public String toString() {
    return "Introspection[" + endpoint + "]";
  }
}

package dev.doorward.transport.http.auth;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Google's `tokeninfo`: every value is a text, and there is no `iss`.
///
/// @param endpoint where it answers
record GoogleTokens(URI endpoint) implements ProviderQuestion {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  @Override
  public HttpRequest about(String token) {
    return HttpRequest.newBuilder(
            URI.create(endpoint + "?access_token=" + ProviderQuestion.form(token)))
        .header("Accept", "application/json")
        .build();
  }

  @Override
  public Reading read(int status, Map<String, Object> answer) {
    if (status == 400 && "invalid_token".equals(answer.get("error"))) {
      return new Reading.Refused();
    }
    if (status != 200) {
      return ProviderQuestion.trouble(status);
    }
    Map<String, Object> claims = new LinkedHashMap<>(answer);
    // A time that is no text of digits stays what it is, and is refused as a time.
    if (answer.get("exp") instanceof String written && SECONDS.matcher(written).matches()) {
      claims.put("exp", Long.valueOf(written));
    }
    return new Reading.Told(claims);
  }
}

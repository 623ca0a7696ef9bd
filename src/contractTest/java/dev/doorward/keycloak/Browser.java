package dev.doorward.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A person's browser at Keycloak's pages: fills in the login form, agrees where consent is asked
/// for, and stays logged in for the next client.
final class Browser {
  private static final int MOST_PAGES = 8;
  private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /// Logs in and gives the address the client is called back at, without calling it.
  URI login(URI authorize, Person person) throws IOException, InterruptedException {
    HttpResponse<String> page = send(HttpRequest.newBuilder(authorize).GET());
    for (int i = 0; i < MOST_PAGES; i++) {
      if (page.statusCode() / 100 == 3) {
        URI next = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
        if (next.getPort() != authorize.getPort()) {
          return next;
        }
        page = send(HttpRequest.newBuilder(next).GET());
      } else {
        page = filledIn(page, person);
      }
    }
    throw new IOException("no way through Keycloak's pages, the last was " + page.uri());
  }

  /// Logs in and calls the client back.
  void letIn(URI authorize, Person person) throws IOException, InterruptedException {
    URI back = login(authorize, person);
    assertThat(back.getHost()).isIn("127.0.0.1", "localhost");
    assertThat(back.getQuery()).contains("code=");
    HttpResponse<String> thanked =
        http.send(HttpRequest.newBuilder(back).GET().build(), BodyHandlers.ofString());
    assertThat(thanked.statusCode()).as(thanked.body()).isEqualTo(200);
  }

  private HttpResponse<String> filledIn(HttpResponse<String> page, Person person)
      throws IOException, InterruptedException {
    Matcher form = FORM.matcher(page.body());
    assertThat(form.find()).as("a form on %s: %s", page.uri(), page.body()).isTrue();
    URI action = page.uri().resolve(form.group(1).replace("&amp;", "&"));
    String fields =
        page.body().contains("type=\"password\"")
            ? Realm.form(Map.of("username", person.name(), "password", person.password()))
            : "accept=Yes";
    return send(
        HttpRequest.newBuilder(action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(fields)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      String pair = cookie.split(";", -1)[0];
      int equals = pair.indexOf('=');
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return answer;
  }
}

package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way to come from the wrong place, on every route of both listeners: DNS rebinding, foreign
/// pages, hosts and origins that only look like ours.
final class TransportTest {
  /// Where to knock: `#` is the main listener, `@` the one for management.
  private static final Map<String, String> ROUTES =
      Map.of(
          "endpoint", "#POST /mcp",
          "stream", "#GET /mcp",
          "metadata", "#GET /.well-known/oauth-protected-resource",
          "nothing", "#GET /nothing",
          "health", "@GET /health/readiness",
          "metrics", "@GET /prometheus");

  private static final Map<String, String> FOREIGN_HOSTS =
      Map.ofEntries(
          Map.entry("foreign host", "Host: evil.example"),
          Map.entry("ours with a suffix", "Host: 127.0.0.1.evil.example"),
          Map.entry("ours as a user", "Host: 127.0.0.1@evil.example"),
          Map.entry("ours as a password", "Host: evil.example:localhost"),
          Map.entry("ours with a dot behind it", "Host: localhost."),
          Map.entry("a short form of ours", "Host: 127.1"),
          Map.entry("ours as one number", "Host: 2130706433"),
          Map.entry("any address", "Host: 0.0.0.0"),
          Map.entry("ours mapped into IPv6", "Host: [::ffff:127.0.0.1]"),
          Map.entry("ours with two ports", "Host: localhost:80:80"),
          Map.entry("ours with an empty port", "Host: localhost:"),
          Map.entry("ours in a list", "Host: localhost, evil.example"),
          Map.entry("ours with a path", "Host: localhost/evil.example"),
          Map.entry("an empty host", "Host:"),
          Map.entry("ours forwarded", "Host: evil.example\r\nX-Forwarded-Host: localhost"));

  private static final Map<String, String> FOREIGN_ORIGINS =
      Map.ofEntries(
          Map.entry("null origin", "Origin: null"),
          Map.entry("foreign origin", "Origin: http://evil.example"),
          Map.entry("ours on another port", "Origin: http://127.0.0.1:1"),
          Map.entry("ours over TLS", "Origin: https://127.0.0.1"),
          Map.entry("an allowed one with a suffix", "Origin: https://app.example.evil.example"),
          Map.entry("an allowed one as a prefix", "Origin: https://app.example.evil"),
          Map.entry("an allowed one as a user", "Origin: https://app.example@evil.example"),
          Map.entry("an allowed one without TLS", "Origin: http://app.example"),
          Map.entry("an allowed one with a port", "Origin: https://app.example:8443"),
          Map.entry("an allowed one with a slash", "Origin: https://app.example/"),
          Map.entry("a child of an allowed one", "Origin: https://x.app.example"),
          Map.entry("two in one header", "Origin: https://app.example https://evil.example"),
          Map.entry(
              "an allowed one twice", "Origin: https://app.example\r\nOrigin: https://app.example"),
          Map.entry("an empty origin", "Origin:"),
          Map.entry("a file", "Origin: file://"),
          Map.entry("an extension", "Origin: chrome-extension://abcdefgh"),
          Map.entry("a wildcard", "Origin: *"));

  private static final String HOST = "host_not_allowed";
  private static final String ORIGIN = "origin_not_allowed";

  @TempDir static Path data;
  static RawDoor door;

  /// @param reason what the audit line says of a refusal; empty for what is taken
  record Case(String name, int status, String route, String headers, String reason) {
    Case(String name, int status, String route, String headers) {
      this(name, status, route, headers, "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void open() {
    door = RawDoor.open(data, ConnectionSettings.DEFAULTS);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  static Stream<Case> refused() {
    List<Case> all = new ArrayList<>();
    ROUTES.forEach(
        (name, route) -> {
          FOREIGN_HOSTS.forEach(
              (what, host) -> all.add(new Case(name + ": " + what, 403, route, host, HOST)));
          FOREIGN_ORIGINS.forEach(
              (what, origin) ->
                  all.add(
                      new Case(
                          name + ": " + what, 403, route, "Host: 127.0.0.1\r\n" + origin, ORIGIN)));
          all.add(new Case(name + ": no host", 403, route, "X-Forwarded-Host: localhost", HOST));
          all.add(
              new Case(
                  name + ": two hosts", 403, route, "Host: localhost\r\nHost: localhost", HOST));
          all.add(
              new Case(
                  name + ": a preflight from a foreign page",
                  403,
                  route.replaceFirst("GET|POST", "OPTIONS"),
                  "Host: 127.0.0.1\r\nOrigin: http://evil.example\r\n"
                      + "Access-Control-Request-Method: POST",
                  ORIGIN));
        });
    return all.stream();
  }

  static Stream<Case> taken() {
    return Stream.of(
        new Case("endpoint: address", 200, "#POST /mcp", "Host: 127.0.0.1"),
        new Case("endpoint: name in capitals", 200, "#POST /mcp", "Host: LOCALHOST"),
        new Case("endpoint: another port", 200, "#POST /mcp", "Host: localhost:1"),
        new Case("endpoint: IPv6", 200, "#POST /mcp", "Host: [::1]"),
        new Case(
            "endpoint: an allowed page",
            200,
            "#POST /mcp",
            "Host: localhost\r\nOrigin: https://app.example"),
        new Case(
            "endpoint: an allowed page in capitals",
            200,
            "#POST /mcp",
            "Host: localhost\r\nOrigin: HTTPS://APP.EXAMPLE"),
        new Case(
            "endpoint: a preflight of an allowed page",
            204,
            "#OPTIONS /mcp",
            "Host: localhost\r\nOrigin: https://app.example\r\n"
                + "Access-Control-Request-Method: POST"),
        new Case("metadata", 200, "#GET /.well-known/oauth-protected-resource", "Host: localhost"),
        new Case("nothing", 404, "#GET /nothing", "Host: localhost"),
        new Case("health", 200, "@GET /health/readiness", "Host: localhost"),
        new Case("metrics", 200, "@GET /prometheus", "Host: localhost"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(Case given) throws IOException {
    int before = door.reached();
    int told = door.tape().length();

    String answer = ask(given);

    assertThat(RawDoor.status(answer)).as("%s%n%s", given, answer).isEqualTo(given.status());
    assertThat(door.reached()).isEqualTo(before);
    door.tape().requireRefusal(told, "security_violation", Set.of(given.reason()));
    assertThat(SecurityHeaders.missingIn(answer)).as("%s%n%s", given, answer).isEmpty();
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("taken")
  void takes(Case given) throws IOException {
    String answer = ask(given);

    assertThat(RawDoor.status(answer)).as("%s%n%s", given, answer).isEqualTo(given.status());
    assertThat(SecurityHeaders.missingIn(answer)).as("%s%n%s", given, answer).isEmpty();
  }

  @Test
  void theTableIsLongEnough() {
    assertThat(refused().count()).isGreaterThanOrEqualTo(60);
    assertThat(Stream.concat(refused(), taken()).map(Case::name)).doesNotHaveDuplicates();
  }

  private static String ask(Case given) throws IOException {
    boolean main = given.route().startsWith("#");
    String body = given.route().contains("POST") ? "{}" : "";
    return door.send(
        main ? door.door().port() : door.door().managementPort(),
        given.route().substring(1)
            + " HTTP/1.1\r\n"
            + given.headers()
            + "\r\nAuthorization: Bearer "
            + door.token()
            + "\r\nConnection: close\r\n"
            + (body.isEmpty()
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
            + "\r\n"
            + body);
  }
}

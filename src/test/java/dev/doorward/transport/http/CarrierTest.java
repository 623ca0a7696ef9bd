package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How HTTP carries a call and its credential, and how it must not: every case is written in bytes,
/// and only the controls reach the engine.
final class CarrierTest {
  private static final Set<Integer> TAKEN = Set.of(200);
  private static final String BEARER = "Authorization: Bearer TOKEN\r\n";
  private static final String TYPE = "Content-Type: application/json\r\n";
  private static final String LENGTH = "Content-Length: 2\r\n";
  private static final String USUAL = BEARER + TYPE + LENGTH;

  @TempDir static Path data;
  static RawDoor door;

  /// @param status what the door must say
  /// @param text the request, with TOKEN where the token goes
  record Case(String name, int status, String text) {
    Case with(String part, String other) {
      return new Case(name, status, text.replace(part, other));
    }

    /// What the audit line says of it, by its name where the status alone does not tell.
    String reason() {
      return CarrierReasons.of(name, status);
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

  static Stream<Case> cases() {
    List<Case> all = new ArrayList<>();
    all.addAll(controls());
    all.addAll(credentials());
    all.addAll(framing());
    all.addAll(heads());
    return all.stream();
  }

  private static List<Case> controls() {
    return List.of(
        post("control: a plain call", 200, USUAL, "{}"),
        post("control: scheme in lower case", 200, USUAL.replace("Bearer", "bearer"), "{}"),
        post(
            "control: chunked body",
            200,
            BEARER + TYPE + "Transfer-Encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\n\r\n"),
        post(
            "control: media type with a parameter",
            200,
            USUAL.replace("json", "json; charset=utf-8"),
            "{}"),
        post(
            "control: header names in capitals",
            200,
            USUAL.replace("Authorization", "AUTHORIZATION"),
            "{}"),
        post("control: a value with inner blanks", 200, USUAL + "X-A: a  b\tc\r\n", "{}"));
  }

  private static List<Case> credentials() {
    return List.of(
        post("no credential", 401, TYPE + LENGTH, "{}"),
        post("the same credential twice", 400, BEARER + USUAL, "{}"),
        post(
            "two credentials, the good one first",
            400,
            USUAL + "Authorization: Bearer other\r\n",
            "{}"),
        post(
            "two credentials, the good one last",
            400,
            "Authorization: Bearer other\r\n" + USUAL,
            "{}"),
        post(
            "two credentials in one header",
            401,
            USUAL.replace("TOKEN", "TOKEN, Bearer TOKEN"),
            "{}"),
        at("/mcp?access_token=TOKEN", "token in the query alone", 400, TYPE + LENGTH),
        at("/mcp?access_token=TOKEN", "token in query and header", 400, USUAL),
        at("/mcp?Access_Token=TOKEN", "token in the query in capitals", 400, TYPE + LENGTH),
        at("/mcp?a=b&access_token=TOKEN", "token behind another parameter", 400, TYPE + LENGTH),
        at("/mcp?%61ccess_token=TOKEN", "token in the query, encoded name", 401, TYPE + LENGTH),
        at("/mcp;access_token=TOKEN", "token in a path parameter", 404, TYPE + LENGTH),
        post("token in a cookie", 401, "Cookie: access_token=TOKEN\r\n" + TYPE + LENGTH, "{}"),
        post(
            "token in a header of its own", 401, "X-Access-Token: TOKEN\r\n" + TYPE + LENGTH, "{}"),
        post(
            "token for a proxy",
            401,
            "Proxy-Authorization: Bearer TOKEN\r\n" + TYPE + LENGTH,
            "{}"),
        post(
            "token in a form",
            415,
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 18\r\n",
            "access_token=TOKEN"),
        post(
            "token in a trailer",
            401,
            TYPE + "Transfer-Encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\n" + BEARER + "\r\n"),
        post("Basic with the token", 401, USUAL.replace("Bearer", "Basic"), "{}"),
        post("DPoP with the token", 401, USUAL.replace("Bearer", "DPoP"), "{}"),
        post("no scheme", 401, USUAL.replace("Bearer ", ""), "{}"),
        post("scheme glued to the token", 401, USUAL.replace("Bearer ", "Bearer"), "{}"),
        post("scheme and tab", 401, USUAL.replace("Bearer ", "Bearer\t"), "{}"),
        post("scheme without a token", 401, USUAL.replace("TOKEN", ""), "{}"),
        post("empty credential", 401, USUAL.replace("Bearer TOKEN", ""), "{}"),
        post("token in quotes", 401, USUAL.replace("TOKEN", "\"TOKEN\""), "{}"),
        post("token with a parameter", 401, USUAL.replace("TOKEN", "TOKEN, realm=a"), "{}"),
        post("token with an inner blank", 401, USUAL.replace("TOKEN", "TOK EN"), "{}"),
        post("token over 8 KiB", 401, USUAL.replace("TOKEN", "a.".repeat(4_500)), "{}"),
        post(
            "a name that a proxy vouches for",
            401,
            "X-Forwarded-User: admin\r\nX-Remote-User: admin\r\n" + TYPE + LENGTH,
            "{}"),
        post(
            "another path that a proxy vouches for",
            401,
            "X-Original-URL: /health\r\nX-Rewrite-URL: /health\r\n" + TYPE + LENGTH,
            "{}"));
  }

  private static List<Case> framing() {
    String open = BEARER + TYPE;
    return List.of(
        post("length and chunks", 400, USUAL + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        post("two lengths", 400, USUAL + "Content-Length: 3\r\n", "{}"),
        post("two lengths in one header", 400, open + "Content-Length: 2, 3\r\n", "{}"),
        post("signed length", 400, open + "Content-Length: +2\r\n", "{}"),
        post("negative length", 400, open + "Content-Length: -1\r\n", "{}"),
        post("hexadecimal length", 400, open + "Content-Length: 0x2\r\n", "{}"),
        post("empty length", 400, open + "Content-Length:\r\n", "{}"),
        post("length beyond a long", 400, open + "Content-Length: 99999999999999999999\r\n", "{}"),
        post("unknown transfer coding", 400, open + "Transfer-Encoding: xchunked\r\n", "{}"),
        post("chunks that are not last", 400, open + "Transfer-Encoding: chunked, gzip\r\n", "{}"),
        post("blank before the colon", 400, open + "Transfer-Encoding : chunked\r\n", "{}"),
        post(
            "a chunk size that is no number",
            400,
            open + "Transfer-Encoding: chunked\r\n",
            "zz\r\n{}\r\n0\r\n\r\n"),
        post("compressed body", 415, USUAL + "Content-Encoding: gzip\r\n", "{}"),
        post(
            "compressed transfer",
            400,
            open + "Transfer-Encoding: gzip, chunked\r\n",
            "2\r\n{}\r\n0\r\n\r\n"),
        post(
            "two transfer codings",
            400,
            open + "Transfer-Encoding: chunked, chunked\r\n",
            "2\r\n{}\r\n0\r\n\r\n"),
        post("another media type", 415, USUAL.replace("json", "xml"), "{}"),
        post("two media types", 415, USUAL + TYPE, "{}"),
        post("no media type", 415, BEARER + LENGTH, "{}"),
        post(
            "a body over the limit, before it is sent",
            413,
            open + "Content-Length: 5000\r\n",
            ""));
  }

  private static List<Case> heads() {
    return List.of(
        post("folded header", 400, USUAL + "X-A: one\r\n two\r\n", "{}"),
        post("folded with a tab", 400, USUAL + "X-A: one\r\n\ttwo\r\n", "{}"),
        post("folded credential", 400, USUAL.replace("Bearer TOKEN", "Bearer\r\n TOKEN"), "{}"),
        post("folded length", 400, USUAL.replace("h: 2", "h:\r\n 2"), "{}"),
        post("folded host", 400, USUAL.replace("Content-T", " evil.example\r\nContent-T"), "{}"),
        post("blank before the first header", 400, USUAL, "{}").with("\r\nHost", "\r\n Host"),
        post("an empty fold", 400, USUAL + "X-A: one\r\n \r\n", "{}"),
        post("header without a colon", 400, USUAL + "nonsense\r\n", "{}"),
        post("header without a name", 400, USUAL + ": value\r\n", "{}"),
        post("control character in a name", 400, USUAL + "X\u0001A: b\r\n", "{}"),
        post("NUL in a value", 400, USUAL + "X-A: a\u0000b\r\n", "{}"),
        post("lines that end with a bare line feed", 400, USUAL.replace("\r\n", "\n"), "{}"),
        post("too many header lines", 431, USUAL + "X-A: b\r\n".repeat(120), "{}"),
        post("too large a header", 431, USUAL + "X-A: " + "b".repeat(17_000) + "\r\n", "{}"),
        at("/" + "a".repeat(4_200), "too long a request line", 414, USUAL),
        at("http://evil.example/mcp", "absolute target of another host", 400, USUAL),
        at("http://127.0.0.1@evil.example/mcp", "absolute target with a user", 400, USUAL),
        at("http://127.0.0.1.evil.example/mcp", "absolute target with a suffix", 400, USUAL),
        at("ftp://evil.example/mcp", "absolute target of another scheme", 400, USUAL),
        at("//evil.example/mcp", "target without a scheme", 404, USUAL),
        at("/mcp/../mcp", "dots in the path", 404, USUAL),
        at("/%6dcp%00", "encoded NUL in the path", 404, USUAL),
        post("no HTTP at all", 400, USUAL, "{}").with(" HTTP/1.1", ""),
        post(
                "HTTP/1.0 with chunks",
                400,
                BEARER + TYPE + "Transfer-Encoding: chunked\r\n",
                "2\r\n{}\r\n0\r\n\r\n")
            .with("HTTP/1.1", "HTTP/1.0"),
        post("a version of the future", 400, USUAL, "{}").with("HTTP/1.1", "HTTP/9.9"),
        post("PUT", 405, USUAL, "{}").with("POST", "PUT"),
        post("PATCH", 405, USUAL, "{}").with("POST", "PATCH"),
        post("TRACE", 405, USUAL, "{}").with("POST", "TRACE"),
        post("CONNECT", 405, USUAL, "{}").with("POST", "CONNECT"),
        post("an invented method", 405, USUAL, "{}").with("POST", "POSH"),
        post("a method in lower case", 405, USUAL, "{}").with("POST", "post"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnsweredAsItMustBe(Case given) throws IOException {
    int before = door.reached();
    int told = door.tape().length();

    String answer = door.send(door.door().port(), given.text().replace("TOKEN", door.token()));

    assertThat(RawDoor.status(answer)).as("%s%n%s", given, answer).isEqualTo(given.status());
    assertThat(door.reached() - before).isEqualTo(TAKEN.contains(given.status()) ? 1 : 0);
    assertThat(SecurityHeaders.missingIn(answer)).as("%s%n%s", given, answer).isEmpty();
    if (given.status() != 200) {
      boolean violation = given.status() != 401;
      door.tape()
          .requireRefusal(
              told, violation ? "security_violation" : "authentication", Set.of(given.reason()));
    }
    if (given.status() == 401) {
      assertThat(answer.toLowerCase(Locale.ROOT))
          .contains("www-authenticate: bearer resource_metadata=");
    }
    assertThat(answer).doesNotContain(door.token());
  }

  @Test
  void theTableIsLongEnoughAndNamesEachCaseOnce() {
    assertThat(cases().filter(each -> each.status() != 200).count()).isGreaterThanOrEqualTo(40);
    assertThat(cases().map(Case::name)).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(cases().map(Case::status).toList())).contains(200, 400, 401, 413);
  }

  private static Case at(String target, String name, int status, String headers) {
    return post(name, status, headers, "{}").with("POST /mcp", "POST " + target);
  }

  private static Case post(String name, int status, String headers, String body) {
    return new Case(
        name,
        status,
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "Connection: close\r\n\r\n" + body);
  }
}

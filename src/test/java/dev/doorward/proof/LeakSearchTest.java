package dev.doorward.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The search finds what is planted; else that it finds nothing would mean nothing.
class LeakSearchTest {
  private static final String SECRET = "q8Zr3Vb+N1xKc7";
  private static final LeakSearch SEARCH =
      new LeakSearch(
          Set.of("short", SECRET, SECRET.substring(0, 12) + "otherwise", "x".repeat(99)));

  @ParameterizedTest
  @EnumSource(Kind.class)
  void findsAPlantedSecretAnywhere(Kind kind) {
    assertThat(SEARCH.in(kind, SECRET)).isPresent();
    assertThat(SEARCH.in(kind, "{\"a\":\"" + SECRET + "\"}")).isPresent();
    assertThat(SEARCH.in(kind, "a longer line that ends with it: " + SECRET)).isPresent();
    assertThat(SEARCH.in(kind, "x".repeat(98) + " " + SECRET.substring(0, 13))).isEmpty();
    assertThat(SEARCH.in(kind, "a short word")).isEmpty();
    assertThat(SEARCH.in(kind, "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl",
        "got dwk_0123456789ab_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ today",
        "authorization: Bearer 0123456789abcdef",
        "-----BEGIN EC PRIVATE KEY-----"
      })
  void findsCredentialsThatNobodyNamed(String line) {
    assertThat(SEARCH.in(Kind.LOG, line)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.IllegalStateException: no",
        "\tat dev.doorward.gateway.Gateway.handle(Gateway.java:12)",
        "Caused by: something",
        "{\"message\":\"JsonParseException\"}"
      })
  void findsExceptionsButInLogs(String line) {
    assertThat(SEARCH.in(Kind.ANSWER, line)).isPresent();
    assertThat(SEARCH.in(Kind.AUDIT, line)).isPresent();
    assertThat(SEARCH.in(Kind.METRICS, line)).isPresent();
    assertThat(SEARCH.in(Kind.LOG, line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www-authenticate=[Bearer resource_metadata=\"http://127.0.0.1:80/x\", error=\"invalid_token\"]",
        "Authorization: Bearer [masked]",
        "bearer credentials are tokens"
      })
  void leavesAloneWhatIsNone(String line) {
    assertThat(SEARCH.in(Kind.ANSWER, line)).isEmpty();
  }

  @Test
  void searchesEveryFileAndNamesIt(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("1.log"), "fine\nnot fine: " + SECRET + "\n");
    Files.writeString(folder.resolve("2.answer"), "fine\n");
    Files.write(folder.resolve("3.audit"), new byte[] {(byte) 0xff, 0, '\n', '{', '}'});

    assertThat(Evidence.leaks(Evidence.files(folder), SEARCH))
        .singleElement()
        .asString()
        .startsWith("1.log: ");
  }

  @Test
  void takesEachPartOfATokenForASecret() {
    Evidence.sent("Host: x\r\nauthorization: bearer  aaaa.bbbbbbbbbbbbbbb1.ccccccccccccccc1\r\n");
    assertThat(Evidence.secrets()).containsAll(List.of("bbbbbbbbbbbbbbb1", "ccccccccccccccc1"));
    Evidence.sent("X-API-Key: dddddddddddd+ddd1\r\n");
    assertThat(Evidence.secrets()).contains("dddddddddddd+ddd1", "dddddddddddd%2Bddd1");
  }
}

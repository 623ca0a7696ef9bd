package dev.doorward.tools.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.sandbox.RelativePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrisTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "docs/notes.md", "50% off & more/a#b?c.txt", "Büro/日本.md", "a;b", "[x]"})
  void readsWhatItWrites(String path) {
    RelativePath relative = RelativePath.parse(path).orElseThrow();
    String uri = FileUris.of(relative);
    assertThat(uri).matches("file:///[\\x21-\\x7e]+").doesNotContain("?", "#", " ");
    assertThat(FileUris.parse(uri)).contains(relative);
  }

  @Test
  void acceptsEscapesThatWereNotNeeded() {
    assertThat(FileUris.parse("file:///d%6fcs/notes.md"))
        .map(RelativePath::toString)
        .contains("docs/notes.md");
    assertThat(FileUris.parse("file:///Büro.md")).map(RelativePath::toString).contains("Büro.md");
  }

  @Test
  void decodesOnlyOnce() {
    assertThat(FileUris.parse("file:///%252e%252e")).map(RelativePath::toString).contains("%2e%2e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///",
        "file:////etc/passwd",
        "file:///../x",
        "file:///a/../../x",
        "file:///%2e%2e/x",
        "file:///%2E%2e/x",
        "file:///a%2f..%2fx",
        "file:///a%2Fb",
        "file:///a%5Cb",
        "file:///..%5cx",
        "file:///a%00",
        "file:///a%0Ab",
        "file:///C:/x",
        "file:///c%3a/x",
        "file:///CON",
        "file:///a%",
        "file:///a%2",
        "file:///a%zz",
        "file:///a%C0%AFb",
        "file:///a%ff",
        "file:///a%E2%80%AEb",
        "file:///a.",
        "file:///a%20",
        "file:///a/",
        "file:///a?x",
        "file:///a#x",
        "file://localhost/a",
        "file://evil/share",
        "file:a",
        "file:/a",
        "FILE:///a",
        "http:///a",
        "skill:///a",
        ""
      })
  void refusesEverythingElse(String uri) {
    assertThat(FileUris.parse(uri)).isEmpty();
  }

  @Test
  void refusesLongUris() {
    assertThat(FileUris.parse("file:///" + "a/".repeat(1_020))).isEmpty();
  }
}

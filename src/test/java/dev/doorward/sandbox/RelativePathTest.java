package dev.doorward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b", ".hidden", "..a", "a b", "%2e%2e", "naïve.md", "日本/資料.txt", "a…b"})
  void readsPlainNames(String text) {
    assertThat(RelativePath.parse(text)).map(RelativePath::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "a/",
        "a//b",
        ".",
        "..",
        "a/..",
        "../a",
        "a/../b",
        "a/./b",
        "a\\b",
        "..\\a",
        "\\\\host\\share",
        "C:",
        "C:/a",
        "c:a",
        "a:b",
        "a\u0000",
        "a\nb",
        "a\u007f",
        "a.",
        "a ",
        "a./b",
        "a\u202Eb",
        "a\u2066b",
        "a\u200Bb",
        "\uFEFFa",
        "a\u2028b",
        "e\u0301",
        "CON",
        "con.txt",
        "Aux",
        "nul .txt",
        "COM1",
        "lpt9.log",
        "a\uD800",
        "a\uE000"
      })
  void refusesEverythingElse(String text) {
    assertThat(RelativePath.parse(text)).isEmpty();
  }

  @Test
  void refusesLongNamesAndDeepPaths() {
    assertThat(RelativePath.parse("a".repeat(255))).isPresent();
    assertThat(RelativePath.parse("a".repeat(256))).isEmpty();
    assertThat(RelativePath.parse("é".repeat(128))).isEmpty();
    assertThat(RelativePath.parse("a/".repeat(31) + "a")).isPresent();
    assertThat(RelativePath.parse("a/".repeat(32) + "a")).isEmpty();
    assertThat(RelativePath.parse("abcdefg/".repeat(300) + "a")).isEmpty();
  }

  @Test
  void cannotBeBuiltAroundTheRule() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RelativePath(List.of("..")));
    assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.TOP.child("a/b"));
  }

  @Test
  void knowsItsParentAndName() {
    RelativePath path = RelativePath.TOP.child("a").child("b");
    assertThat(path.parent()).hasToString("a");
    assertThat(path.name()).isEqualTo("b");
    assertThat(RelativePath.TOP.parent()).isEqualTo(RelativePath.TOP);
    assertThat(RelativePath.TOP.isTop()).isTrue();
  }
}

package dev.doorward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaTypesTest {
  @Test
  void knowsCommonExtensionsWhateverTheirCase() {
    assertThat(MediaTypes.of("SKILL.md", true)).isEqualTo("text/markdown");
    assertThat(MediaTypes.of("a.JSON", true)).isEqualTo("application/json");
    assertThat(MediaTypes.of("a.tar.gz", false)).isEqualTo("application/gzip");
  }

  @Test
  void fallsBackOnWhatTheBytesAre() {
    assertThat(MediaTypes.of("LICENSE", true)).isEqualTo("text/plain");
    assertThat(MediaTypes.of("a.bin", false)).isEqualTo("application/octet-stream");
  }
}

package dev.doorward.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileContentTest {
  @Test
  void isTextOnlyWhenEncodingItAgainGivesTheSameBytes() {
    assertThat(FileContent.copyOf("grüß\r\n".getBytes(UTF_8)).text()).contains("grüß\r\n");
    assertThat(FileContent.copyOf(new byte[0]).text()).contains("");
    assertThat(FileContent.copyOf(new byte[] {(byte) 0xC3, 0x28}).text()).isEmpty();
    assertThat(FileContent.copyOf(new byte[] {(byte) 0xC0, (byte) 0x80}).text()).isEmpty();
    assertThat(FileContent.copyOf(new byte[] {'a', 0, 'b'}).text()).isEmpty();
  }

  @Test
  void doesNotChangeWithTheArrayItWasMadeFrom() {
    byte[] bytes = {1, 2, 3};
    FileContent content = FileContent.copyOf(bytes);
    bytes[0] = 9;
    assertThat(content.base64()).isEqualTo("AQID");
    assertThat(content.bytes().isReadOnly()).isTrue();
    assertThat(content.sizeBytes()).isEqualTo(3);
  }
}

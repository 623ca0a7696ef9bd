package dev.doorward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "check");

  private static final Report EXAMPLE =
      new Report(
          List.of(
              Finding.good("configuration", "http.port is set by --port"),
              new Finding(
                  "start rules",
                  Level.REFUSED,
                  "http.host: '0.0.0.0' can be reached from other machines",
                  "bind to 127.0.0.1"),
              Finding.skipped("token", "none was given"),
              new Finding(
                  "authorization server",
                  Level.BROKEN,
                  "its metadata names the issuer '<script>alert(\"1\")</script>&'",
                  "write exactly the issuer that it names into issuer.name"),
              new Finding(
                  "authorization server", Level.ADVICE, "it registers no clients", "hand out ids"),
              new Finding(
                  "clock", Level.WARNING, "it is 7 seconds ahead", "follow a time server")));

  @ParameterizedTest
  @EnumSource(Format.class)
  void isWrittenAsItAlwaysWas(Format format) throws IOException {
    Path golden = GOLDEN.resolve("report." + format.name().toLowerCase(java.util.Locale.ROOT));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, format.write(EXAMPLE));
    }

    assertThat(format.write(EXAMPLE)).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD, A, true",
    "SKIPPED, A, true",
    "ADVICE, B, true",
    "WARNING, C, true",
    "BROKEN, D, false",
    "REFUSED, F, false"
  })
  void theHeaviestFindingDecides(Level level, Report.Grade grade, boolean passes) {
    Report report =
        new Report(List.of(Finding.good("one", "fine"), new Finding("two", level, "x", "")));

    assertThat(report.grade()).isEqualTo(grade);
    assertThat(report.grade().passes()).isEqualTo(passes);
  }

  @Test
  void whatOtherServersSayCannotLeaveItsPlace() {
    Finding hostile =
        new Finding(
            "s", Level.BROKEN, "a\r\n  ok  \u001b[31m<b>\u202e" + "x".repeat(5_000), "</style>");

    assertThat(hostile.text()).hasSizeLessThan(700).doesNotContain("\n", "\r", "\u001b", "\u202e");
    assertThat(Format.HTML.write(new Report(List.of(hostile))))
        .contains("&lt;b&gt;", "&lt;/style&gt;")
        .doesNotContain("<b>", "<script");
  }
}

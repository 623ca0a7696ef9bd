package dev.doorward.ops.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogStreamTest {
  private static final String TOKEN =
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LogStream stream =
      new LogStream(bytes, InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")));
  private final Logger own = new JsonLogger("dev.doorward.gateway.Gateway", stream);
  private final Logger library = new JsonLogger("io.netty.channel", stream);

  @Test
  void writesOurOwnEventsWithTheirFields() {
    own.atInfo()
        .addKeyValue("request_id", "7f")
        .addKeyValue("client_id", "claude")
        .addKeyValue("tool", "echo")
        .addKeyValue("milliseconds", 12)
        .log("call.finished");

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"timestamp":"2026-01-02T03:04:05Z","level":"info","event":"call.finished","request_id":"7f",\
            "client_id":"claude","tool":"echo","milliseconds":12,"logger":"dev.doorward.gateway.Gateway"}
            """);
  }

  @Test
  void writesWhatALibrarySaysAsItsMessage() {
    library.warn("lost {} of {}", 1, "two");

    JsonNode line = line();
    assertThat(line.get("event").asString()).isEqualTo("library");
    assertThat(line.get("message").asString()).isEqualTo("lost 1 of two");
    assertThat(line.get("logger").asString()).isEqualTo("io.netty.channel");
    assertThat(line.get("request_id").isNull()).isTrue();
  }

  @Test
  void tellsALibrarysLinesOneLevelLaterThanOurs() {
    library.info("started");
    stream.level(new LogSettings(LogSettings.Level.DEBUG));
    library.debug("detail");
    assertThat(bytes.size()).isZero();

    library.info("started");
    assertThat(line().get("message").asString()).isEqualTo("started");
    bytes.reset();
    stream.level(new LogSettings(LogSettings.Level.TRACE));
    library.debug("detail");
    assertThat(line().get("message").asString()).isEqualTo("detail");
  }

  @Test
  void keepsToTheLevelThatIsSet() {
    stream.level(new LogSettings(LogSettings.Level.ERROR));

    own.warn("quiet");
    own.error("loud");

    assertThat(line().get("event").asString()).isEqualTo("loud");
  }

  @Test
  void staysOnOneLineWhateverAValueHolds() {
    own.atWarn()
        .addKeyValue("tool", "a\r\n{\"level\":\"forged\"}\u2028\u0085\u001b[31m\u202e")
        .log("odd\nevent");

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text.strip()).matches("[\\x20-\\x7e]+");
    assertThat(text).endsWith("\n").containsOnlyOnce("\n");
    assertThat(line().get("tool").asString()).contains("forged");
  }

  @Test
  void masksCredentialsWhoeverLogsThem() {
    Masking.add("configured-secret-7");

    library.error(
        "sent Bearer opaque-token-123 and {}",
        TOKEN,
        new IllegalStateException("configured-secret-7 in a trace", new Exception(TOKEN)));
    own.atError().addKeyValue("tool", TOKEN).log("x");
    own.atError().addKeyValue(TOKEN, "configured-secret-7").log("Basic dXNlcjpwYXNz");

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .doesNotContain("opaque-token-123")
        .doesNotContain("eyJ")
        .doesNotContain("configured-secret-7")
        .doesNotContain("dXNlcjpwYXNz")
        .contains("Bearer [masked]");
  }

  @Test
  void neverAsksALibraryForTheTokensItReads() {
    stream.level(new LogSettings(LogSettings.Level.TRACE));
    Logger reader =
        new JsonLogger("io.micronaut.security.token.reader.HttpHeaderTokenReader", stream);

    reader.debug("{} does not start with bearer", "a-token-of-any-shape");
    reader.trace("token {} does not contain two dots", "a-token-of-any-shape");
    assertThat(bytes.size()).isZero();

    reader.warn("no rule matches");
    assertThat(line().get("message").asString()).isEqualTo("no rule matches");
  }

  @Test
  void survivesWhatCannotBePrinted() {
    own.atError()
        .addKeyValue(
            "tool",
            new Object() {
              @Override
              public String toString() {
                throw new IllegalStateException(TOKEN);
              }
            })
        .log("x");

    assertThat(line().get("tool").asString()).startsWith("[unprintable: ");
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("eyJ");
  }

  @Test
  void asksNothingOfAnArgumentWhoseLevelIsNotWritten() {
    AtomicInteger printed = new AtomicInteger();
    Object counting =
        new Object() {
          @Override
          public String toString() {
            return "printed " + printed.incrementAndGet();
          }
        };

    library.debug("one {}", counting);
    own.atTrace().addKeyValue("tool", counting).log("x");

    assertThat(printed).hasValue(0);
    assertThat(bytes.size()).isZero();
  }

  @Test
  void letsNoFieldReplaceTheOnesEveryLineHas() {
    own.atInfo().addKeyValue("level", "error").addKeyValue("timestamp", "never").log("x");

    assertThat(line().get("level").asString()).isEqualTo("info");
    assertThat(line().get("timestamp").asString()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void capsWhatOneLineCanHold() {
    own.atError().addKeyValue("tool", "x".repeat(100_000)).log("x");

    assertThat(bytes.size()).isLessThan(6_000);
  }

  @Test
  void isWhatSlf4jFinds() {
    assertThat(LoggerFactory.getLogger("any")).isInstanceOf(JsonLogger.class);
    assertThat(System.getProperty("java.util.logging.config.class"))
        .isEqualTo(JavaLogging.Configuration.class.getName());
  }

  @Test
  void takesRecordsOfJavaLogging() {
    JavaLogging handler = new JavaLogging(stream);
    LogRecord record = new LogRecord(Level.WARNING, "lost {0}");
    record.setParameters(new Object[] {"one"});
    record.setLoggerName("sun.net");

    record.setThrown(new IllegalStateException("Cookie: session=0123456789abcdef"));
    handler.publish(null);
    handler.publish(new LogRecord(Level.INFO, "chatter"));
    handler.publish(record);

    assertThat(line().get("message").asString()).isEqualTo("lost one");
    assertThat(line().get("logger").asString()).isEqualTo("sun.net");
    assertThat(line().get("level").asString()).isEqualTo("warn");
    assertThat(line().get("exception").asString()).doesNotContain("0123456789abcdef");
  }

  private JsonNode line() {
    return JsonMapper.shared().readTree(bytes.toByteArray());
  }
}

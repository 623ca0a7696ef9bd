package dev.doorward.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is a message, what is none, and whose id is found in it.
class MessageReaderTest {
  private final MessageReader reader = new MessageReader(1 << 20);

  @Test
  void readsARequest() {
    Message.Request request =
        (Message.Request)
            read(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"m\",\"params\":{\"x\":[1,2.5,null,true,\"ä\"]}}");
    assertThat(request.id()).isEqualTo(new RequestId.Text("a"));
    assertThat(request.method()).isEqualTo("m");
    assertThat(request.params().toString()).isEqualTo("{\"x\":[1,2.5,null,true,\"ä\"]}");
  }

  @Test
  void keepsTheIdAsItIs() {
    assertThat(idOf("9007199254740993")).isEqualTo(new RequestId.Number(9007199254740993L));
    assertThat(idOf("-1")).isEqualTo(new RequestId.Number(-1));
    assertThat(idOf("\"1\"")).isEqualTo(new RequestId.Text("1"));
    assertThat(idOf("\"\"")).isEqualTo(new RequestId.Text(""));
  }

  @Test
  void takesAbsentParamsForEmptyOnes() {
    assertThat(
            ((Message.Request) read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}"))
                .params()
                .isEmpty())
        .isTrue();
  }

  @Test
  void readsNotificationsAndResponses() {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"n\"}"))
        .isInstanceOf(Message.Notification.class);
    Message.Response result =
        (Message.Response) read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}");
    assertThat(result.result()).isPresent();
    Message.Response error =
        (Message.Response) read("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1}}");
    assertThat(error.error()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "{",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"} {}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",}",
        "{'jsonrpc':'2.0'}",
        "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"m\"}",
        "// comment\n{}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(malformed(text).code()).isEqualTo(-32700);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}]|",
        "1|",
        "\"x\"|",
        "{}|",
        "{\"id\":1,\"method\":\"m\"}|1",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}|1",
        "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"m\"}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}|",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"}|",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"m\"}|",
        "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"m\"}|",
        "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"m\"}|",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"m\"}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":null}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"result\":{}}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":7}|1",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"m\"}|2",
        "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"method\":\"n\",\"id\":1}|1",
        "{\"jsonrpc\":\"2.0\",\"params\":{\"a\":{\"b\":1,\"b\":2}},\"method\":\"m\",\"id\":1}|1",
        "{\"jsonrpc\":\"2.0\",\"params\":{\"a\":1e999},\"method\":\"m\",\"id\":1}|1",
        "{\"jsonrpc\":\"2.0\",\"params\":{\"a\":\"\\ud800\"},\"method\":\"m\",\"id\":1}|1"
      })
  void refusesWhatIsNoMessageAndFindsItsId(String text, Long id) {
    Message.Malformed malformed = malformed(text);
    assertThat(malformed.code()).isEqualTo(-32600);
    assertThat(malformed.id()).isEqualTo(Optional.ofNullable(id).map(RequestId.Number::new));
  }

  @Test
  void ignoresKeysThatOnlyLookLikeTheRightOnes() {
    // U+017F folds to s and the Kelvin sign to k: some parsers take them for the ASCII letters.
    Message.Request request =
        (Message.Request)
            read(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"good\",\"METHOD\":\"bad\",\"param\u017F\":{\"x\":1}}");
    assertThat(request.method()).isEqualTo("good");
    assertThat(request.params().isEmpty()).isTrue();
  }

  @Test
  void refusesDeepNestingAndStillFindsTheIdBehindIt() {
    String deep = "[".repeat(200) + "]".repeat(200);
    Message.Malformed malformed =
        malformed(
            "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":" + deep + "},\"id\":1}");
    assertThat(malformed.text()).isEqualTo("The message is nested too deeply.");
    assertThat(malformed.id()).contains(new RequestId.Number(1));
    assertThat(malformed("[".repeat(500_000)).code()).isEqualTo(-32700);
  }

  @Test
  void refusesTooManyValuesLongNumbersAndLongMessages() {
    String many = "[" + "0,".repeat(250_000) + "0]";
    assertThat(
            malformed(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":"
                        + many
                        + "},\"id\":1}")
                .text())
        .isEqualTo("The message has too many values.");
    String digits = "9".repeat(5_000);
    assertThat(
            malformed(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"a\":"
                        + digits
                        + "},\"id\":1}")
                .id())
        .contains(new RequestId.Number(1));
    assertThat(new MessageReader(10).read("{\"jsonrpc\":\"2.0\"}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Message.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32BE", "UTF-32LE"})
  void readsNothingButUtf8(String charset) {
    byte[] bytes =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}".getBytes(Charset.forName(charset));
    assertThat(reader.read(bytes)).isInstanceOf(Message.Malformed.class);
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] bytes =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
    bytes[bytes.length - 3] = (byte) 0xC3;
    assertThat(reader.read(bytes)).isInstanceOf(Message.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "true", "{}{}", "{\"a\":1,\"a\":2}", "{\"a\":1"})
  void readsNothingButOneObjectOutsideAMessage(String text) {
    assertThat(MessageReader.readObject(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private RequestId idOf(String json) {
    return ((Message.Request) read("{\"jsonrpc\":\"2.0\",\"id\":" + json + ",\"method\":\"m\"}"))
        .id();
  }

  private Message.Malformed malformed(String text) {
    Message message = read(text);
    assertThat(message)
        .as(text.substring(0, Math.min(80, text.length())))
        .isInstanceOf(Message.Malformed.class);
    return (Message.Malformed) message;
  }

  private Message read(String text) {
    return reader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}

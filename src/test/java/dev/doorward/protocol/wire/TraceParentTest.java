package dev.doorward.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.GivenHeaders;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "-b7ad6b7169203331-01";

  private static ObjectNode params(String meta) {
    return (ObjectNode) JsonMapper.shared().readTree("{\"_meta\":" + meta + "}");
  }

  private static ObjectNode naming(String traceparent) {
    ObjectNode params = params("{}");
    params.withObject("/_meta").put("traceparent", traceparent);
    return params;
  }

  @Test
  void isReadFromTheMetadata() {
    assertThat(TraceParent.traceOf(naming("00-" + TRACE + PARENT), Optional.empty()))
        .isEqualTo(TRACE);
  }

  @Test
  void isReadFromTheHeaderWhenTheMetadataHasNone() {
    GivenHeaders headers = GivenHeaders.of("traceparent", "00-" + TRACE + PARENT);

    assertThat(TraceParent.traceOf(params("{}"), Optional.of(headers))).isEqualTo(TRACE);
    assertThat(TraceParent.traceOf(params("null"), Optional.of(headers))).isEqualTo(TRACE);
    assertThat(TraceParent.traceOf(naming("00-" + OTHER + PARENT), Optional.of(headers)))
        .isEqualTo(OTHER);
    assertThat(TraceParent.traceOf(naming("bad"), Optional.of(headers))).isEmpty();
  }

  @Test
  void isNotThereWhenNothingIsSent() {
    assertThat(TraceParent.traceOf(params("{}"), Optional.empty())).isEmpty();
    assertThat(TraceParent.traceOf(params("{}"), Optional.of(GivenHeaders.of()))).isEmpty();
    assertThat(TraceParent.traceOf(params("{\"traceparent\":7}"), Optional.empty())).isEmpty();
  }

  @Test
  void twoHeadersAreNone() {
    GivenHeaders headers =
        GivenHeaders.of(
            "traceparent", "00-" + TRACE + PARENT, "traceparent", "00-" + TRACE + PARENT);

    assertThat(TraceParent.traceOf(params("{}"), Optional.of(headers))).isEmpty();
  }

  @Test
  void aLaterVersionMayHaveMore() {
    assertThat(TraceParent.traceOf(naming("cc-" + TRACE + PARENT + "-more"), Optional.empty()))
        .isEqualTo(TRACE);
    assertThat(TraceParent.traceOf(naming("cc-" + TRACE + PARENT), Optional.empty()))
        .isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        "00 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331 01",
        "00-0af7651916cd43dd8448eb211c80319c\"b7ad6b7169203331-01",
        "00-٠af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "\n00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void nothingElseIsOne(String text) {
    assertThat(TraceParent.traceOf(naming(text), Optional.empty())).isEmpty();
  }
}

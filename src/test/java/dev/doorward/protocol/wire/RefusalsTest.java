package dev.doorward.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Scope;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Request;
import dev.doorward.protocol.ProtocolRig;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Every refusal on both wires, kept as golden text: a change here is a change of the published
/// contract.
class RefusalsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/protocol/refusals.txt");

  @Test
  void everyRefusalKeepsItsForm() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Refusal.Code code : Refusal.Code.values()) {
      for (Era era : Era.values()) {
        byte[] message = RpcMessages.error(Optional.of(new RequestId.Number(1)), error(code, era));
        text.append(code.label()).append(' ').append(era.label()).append(' ');
        text.append(error(code, era).answer(Optional.empty()).kind()).append(' ');
        text.append(new String(message, StandardCharsets.UTF_8)).append('\n');
      }
    }
    if (Boolean.getBoolean("doorward.write-references")) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @ParameterizedTest
  @EnumSource(Refusal.Code.class)
  void neverUsesACodeThatIsReservedForSomethingElse(Refusal.Code code) {
    int modern = error(code, Era.MODERN).kind().code(Era.MODERN);
    assertThat(modern).isNotIn(-32002, -32042);
    if (modern <= -32000 && modern >= -32099) {
      assertThat(modern).isBetween(-32022, -32020);
    }
  }

  @Test
  void onlyAToolCallTurnsARefusalIntoAResult() {
    Refusal refusal = refusal(Refusal.Code.FAILED);
    assertThat(Refusals.isToolResult(refusal, call())).isTrue();
    assertThat(Refusals.isToolResult(refusal, new Request.ReadResource("test://x"))).isFalse();
    assertThat(Refusals.isToolResult(refusal(Refusal.Code.UNKNOWN_TOOL), call())).isFalse();
    JsonNode result =
        ProtocolRig.json(
            new String(JsonOut.object(Refusals.toolResult(refusal)), StandardCharsets.UTF_8));
    assertThat(result)
        .isEqualTo(
            ProtocolRig.json(
                "{\"content\":[{\"type\":\"text\",\"text\":\"Text.\"}],\"isError\":true}"));
  }

  @Test
  void labelsAreUniqueAndStable() {
    Map<String, ErrorKind> labels = new TreeMap<>();
    for (ErrorKind kind : ErrorKind.values()) {
      assertThat(labels.put(kind.label(), kind)).isNull();
      assertThat(kind.label()).matches("[a-z_]+");
    }
  }

  private static WireError error(Refusal.Code code, Era era) {
    Request request =
        switch (code) {
          case UNKNOWN_RESOURCE -> new Request.ReadResource("test://gone");
          case UNKNOWN_SKILL -> new Request.GetSkill("skill://gone/SKILL.md");
          default -> call();
        };
    return Refusals.error(refusal(code), request, era);
  }

  private static Refusal refusal(Refusal.Code code) {
    Duration wait = code == Refusal.Code.RATE_LIMITED ? Duration.ofMillis(1_500) : Duration.ZERO;
    Map<String, Question> missing =
        code == Refusal.Code.CLIENT_CAPABILITY_MISSING
            ? Map.of("a", new Question.Roots(), "b", new Question.Elicit(form()))
            : Map.of();
    List<Scope> scopes =
        code == Refusal.Code.INSUFFICIENT_SCOPE
            ? List.of(Scope.RESOURCES_READ, Scope.TOOLS_CALL)
            : List.of();
    return new Refusal(code, "Text.", wait, Optional.empty(), new TreeMap<>(missing), scopes);
  }

  private static McpSchema.ElicitRequest form() {
    return new McpSchema.ElicitFormRequest("m", Map.of("type", "object"), Map.of());
  }

  private static Request call() {
    return new Request.CallTool("t", JsonNodeFactory.instance.objectNode());
  }
}

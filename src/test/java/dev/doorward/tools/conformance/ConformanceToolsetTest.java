package dev.doorward.tools.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.service.Catalog;
import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConformanceToolsetTest {
  private final Changes changes = new Changes();
  private final Catalog catalog = new Catalog(List.of(ConformanceToolset.of(changes)));

  @Test
  void hasEveryToolTheRefereeCalls() {
    List<String> names = new ArrayList<>();
    catalog.tools().forEach(tool -> names.add(tool.definition().name()));

    assertThat(names)
        .containsExactly(
            "json_schema_2020_12_tool",
            "test_audio_content",
            "test_custom_headers",
            "test_elicitation",
            "test_elicitation_sep1034_defaults",
            "test_elicitation_sep1330_enums",
            "test_embedded_resource",
            "test_error_handling",
            "test_image_content",
            "test_input_required_result_capabilities",
            "test_input_required_result_elicitation",
            "test_input_required_result_list_roots",
            "test_input_required_result_multi_round",
            "test_input_required_result_multiple_inputs",
            "test_input_required_result_request_state",
            "test_input_required_result_sampling",
            "test_input_required_result_tampered_state",
            "test_logging_tool",
            "test_missing_capability",
            "test_multiple_content_types",
            "test_reconnection",
            "test_sampling",
            "test_simple_text",
            "test_streaming_elicitation",
            "test_tool_with_logging",
            "test_tool_with_progress",
            "test_trigger_prompt_change",
            "test_trigger_tool_change");
  }

  @Test
  void describesEveryToolAndPrompt() {
    assertThat(catalog.tools())
        .allSatisfy(tool -> assertThat(tool.definition().description()).isNotBlank());
    assertThat(catalog.prompts().getFirst().list())
        .extracting(Prompt::description)
        .allSatisfy(description -> assertThat(description).isNotBlank());
  }

  @Test
  void keepsTheKeywordsOfASchemaInTheOrderTheyWereWritten() {
    Tool tool = catalog.tool("json_schema_2020_12_tool").orElseThrow();

    Map<String, Object> schema = tool.definition().inputSchema();

    assertThat(schema.keySet())
        .containsExactly(
            "$schema",
            "type",
            "$defs",
            "properties",
            "allOf",
            "if",
            "then",
            "else",
            "additionalProperties");
    assertThat(JsonMapper.shared().writeValueAsString(schema))
        .contains("\"$anchor\":\"addressDef\"");
  }

  @Test
  void announcesAChangeWhenAsked() throws Exception {
    List<Change> heard = new ArrayList<>();
    changes.listen(heard::add);

    for (String name : List.of("test_trigger_tool_change", "test_trigger_prompt_change")) {
      Tool tool = catalog.tool(name).orElseThrow();
      tool.call(NoCall.arguments(), NoCall.INSTANCE);
    }

    assertThat(heard).containsExactly(new Change.Tools(), new Change.Prompts());
  }

  @Test
  void putsTheParameterOfATemplateIntoItsContent() throws Exception {
    assertThat(new FixtureResources().read("test://template/123/data", NoCall.INSTANCE))
        .hasValueSatisfying(
            result ->
                assertThat(Json.text(result.contents()))
                    .contains("templateTest", "Data for ID: 123"));
    assertThat(new FixtureResources().read("test://template/../data", NoCall.INSTANCE)).isEmpty();
  }
}

package dev.doorward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java SDK's own client, which speaks the legacy era, over both doors.
class JavaSdkClientContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();

  @TempDir private Path data;

  @Test
  void worksOverHttp() throws Exception {
    try (SecuredServer server = SecuredServer.start(data);
        McpSyncClient client = client(overHttp(server))) {
      client.initialize();

      listsCallsReadsAndGetsAPrompt(client);
      answersWhatToolsAsk(client);
      hearsOfProgress(client);
    }
  }

  @Test
  void worksOverStdio() {
    try (McpSyncClient client = client(overStdio())) {
      client.initialize();

      listsCallsReadsAndGetsAPrompt(client);
      answersWhatToolsAsk(client);
      hearsOfProgress(client);
    }
  }

  private static McpClientTransport overHttp(SecuredServer server) {
    return HttpClientStreamableHttpTransport.builder(server.address())
        .endpoint("/mcp")
        .addHttpRequestCustomizer(
            (request, method, endpoint, body, context) ->
                request.setHeader("Authorization", "Bearer " + server.token()))
        .build();
  }

  private McpClientTransport overStdio() {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("stdio", "--data", data.toString()));
    words.addAll(SecuredServer.fixtures());
    ServerParameters parameters =
        ServerParameters.builder(words.getFirst()).args(words.subList(1, words.size())).build();
    return new StdioClientTransport(parameters, McpJsonDefaults.getMapper());
  }

  private McpSyncClient client(McpClientTransport transport) {
    return McpClient.sync(transport)
        .requestTimeout(PATIENCE)
        .initializationTimeout(PATIENCE)
        .capabilities(ClientCapabilities.builder().elicitation().sampling().build())
        .elicitation(
            asked ->
                ElicitResult.builder(ElicitResult.Action.ACCEPT)
                    .content(Map.of("username", "ada", "email", "ada@example.com"))
                    .build())
        .sampling(asked -> CreateMessageResult.builder(Role.ASSISTANT, "forty-two", "none").build())
        .progressConsumer(progress::add)
        .build();
  }

  private static void listsCallsReadsAndGetsAPrompt(McpSyncClient client) {
    assertThat(client.listTools().tools())
        .extracting(Tool::name)
        .contains("echo", "list_skills", "test_simple_text");
    assertThat(text(client.callTool(CallToolRequest.builder("test_simple_text").build())))
        .isEqualTo("This is a simple text response for testing.");
    assertThat(
            client
                .readResource(ReadResourceRequest.builder("test://static-text").build())
                .contents())
        .first()
        .isInstanceOfSatisfying(
            TextResourceContents.class,
            contents ->
                assertThat(contents.text())
                    .isEqualTo("This is the content of the static text resource."));
    assertThat(
            client
                .getPrompt(
                    GetPromptRequest.builder("test_prompt_with_arguments")
                        .arguments(Map.of("arg1", "hello", "arg2", "world"))
                        .build())
                .messages())
        .first()
        .satisfies(
            message ->
                assertThat(message.content())
                    .isInstanceOfSatisfying(
                        TextContent.class,
                        content ->
                            assertThat(content.text())
                                .isEqualTo("Prompt with arguments: arg1='hello', arg2='world'")));
  }

  private static void answersWhatToolsAsk(McpSyncClient client) {
    assertThat(text(client.callTool(call("test_elicitation", "message", "Who are you?"))))
        .startsWith("User response: action=accept")
        .contains("ada@example.com");
    assertThat(text(client.callTool(call("test_sampling", "prompt", "The answer?"))))
        .isEqualTo("LLM response: forty-two");
  }

  private void hearsOfProgress(McpSyncClient client) {
    client.callTool(
        CallToolRequest.builder("test_tool_with_progress").progressToken("steps").build());

    // The client hands reports over on another thread, so that the last may come after the result.
    assertThat(progress).extracting(ProgressNotification::progress).startsWith(0.0, 50.0);
  }

  private static CallToolRequest call(String tool, String argument, String value) {
    return CallToolRequest.builder(tool).arguments(Map.of(argument, value)).build();
  }

  private static String text(CallToolResult result) {
    assertThat(result.isError()).isNotEqualTo(true);
    return ((TextContent) result.content().getFirst()).text();
  }
}

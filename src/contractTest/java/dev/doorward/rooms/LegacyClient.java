package dev.doorward.rooms;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.SecuredServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The Java SDK's client, which speaks the legacy era, at either door. It fills in what it is
/// asked.
final class LegacyClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LegacyClient() {}

  static McpSyncClient overHttp(SecuredServer server, Consumer<ProgressNotification> progress) {
    return initialized(
        HttpClientStreamableHttpTransport.builder(server.address())
            .endpoint("/mcp")
            .addHttpRequestCustomizer(
                (request, method, endpoint, body, context) ->
                    request.setHeader("Authorization", "Bearer " + server.token()))
            .build(),
        progress);
  }

  static McpSyncClient overStdio(
      Path data, List<String> flags, Consumer<ProgressNotification> progress) {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("stdio", "--data", data.toString()));
    words.addAll(flags);
    ServerParameters parameters =
        ServerParameters.builder(words.getFirst()).args(words.subList(1, words.size())).build();
    return initialized(new StdioClientTransport(parameters, McpJsonDefaults.getMapper()), progress);
  }

  private static McpSyncClient initialized(
      McpClientTransport transport, Consumer<ProgressNotification> progress) {
    McpSyncClient client =
        McpClient.sync(transport)
            .requestTimeout(PATIENCE)
            .initializationTimeout(PATIENCE)
            .capabilities(ClientCapabilities.builder().elicitation().build())
            .elicitation(
                asked ->
                    ElicitResult.builder(ElicitResult.Action.ACCEPT)
                        .content(Map.of("name", "Ada", "colour", "blue"))
                        .build())
            .progressConsumer(progress)
            .build();
    client.initialize();
    return client;
  }
}

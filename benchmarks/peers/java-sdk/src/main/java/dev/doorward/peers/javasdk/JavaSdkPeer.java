package dev.doorward.peers.javasdk;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.Servlet;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;

/// The Java SDK's own servlets on embedded Tomcat: `stateless` or `streamable`, then the port.
public final class JavaSdkPeer {

  private static final String NAME = "java-sdk-peer";
  private static final ServerCapabilities TOOLS = ServerCapabilities.builder().tools(false).build();
  private static final Tool ECHO =
      Tool.builder()
          .name("echo")
          .description("Answers with the message it was given")
          .inputSchema(
              Map.of(
                  "type", "object",
                  "properties", Map.of("message", Map.of("type", "string")),
                  "required", List.of("message")))
          .build();

  private JavaSdkPeer() {}

  /// Starts the chosen servlet on the loopback port and serves until the process is ended.
  public static void main(String[] arguments) throws Exception {
    Servlet servlet = arguments[0].equals("stateless") ? stateless() : streamable();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("java-sdk-peer").toString());
    tomcat.setPort(Integer.parseInt(arguments[1]));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // Tomcat closes a connection after 100 requests by default; the load keeps its connections.
    ((Http11NioProtocol) tomcat.getConnector().getProtocolHandler()).setMaxKeepAliveRequests(-1);
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "mcp", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/mcp", "mcp");
    tomcat.start();
    tomcat.getServer().await();
  }

  private static Servlet stateless() {
    var transport = HttpServletStatelessServerTransport.builder().messageEndpoint("/mcp").build();
    McpServer.sync(transport)
        .serverInfo(NAME, "1")
        .capabilities(TOOLS)
        .immediateExecution(true)
        .toolCall(ECHO, (_, request) -> echo(request))
        .build();
    return transport;
  }

  private static Servlet streamable() {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpServer.sync(transport)
        .serverInfo(NAME, "1")
        .capabilities(TOOLS)
        .immediateExecution(true)
        .toolCall(ECHO, (_, request) -> echo(request))
        .build();
    return transport;
  }

  private static CallToolResult echo(CallToolRequest request) {
    return CallToolResult.builder()
        .addTextContent((String) request.arguments().get("message"))
        .build();
  }
}

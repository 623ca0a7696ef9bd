package dev.doorward.transport.http;

import java.net.URI;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The protected-resource metadata document (RFC 9728, section 2), made once from the configured
/// address.
final class ResourceMetadata {
  private final byte[] json;
  private final String url;

  /// Writes the document for the server at an address, naming the authorization servers that are
  /// elsewhere.
  ResourceMetadata(String baseUrl, List<URI> authorizationServers) {
    this.url = baseUrl + MetadataController.PATH + "/mcp";
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("resource", baseUrl + "/mcp");
    if (!authorizationServers.isEmpty()) {
      ArrayNode servers = document.putArray("authorization_servers");
      authorizationServers.forEach(server -> servers.add(server.toString()));
    }
    document.putArray("bearer_methods_supported").add("header");
    document.put("resource_name", "Doorward");
    this.json = JsonMapper.shared().writeValueAsBytes(document);
  }

  byte[] json() {
    return json.clone();
  }

  /// Where the document can be read.
  String url() {
    return url;
  }
}

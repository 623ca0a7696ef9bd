package dev.doorward.transport.http;

import dev.doorward.caller.Scope;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The protected-resource metadata document (RFC 9728, section 2), made of the configured address
/// and of what is accepted now.
final class ResourceMetadata {
  private final String baseUrl;
  private final boolean certificates;
  private final String url;
  private volatile byte[] json;

  /// Writes the document for the server at an address, naming the authorization servers that are
  /// elsewhere, and the scopes a client needs to begin with (MCP 2026-07-28, basic/authorization,
  /// "Scope Selection Strategy"; more are asked for when they are needed).
  ///
  /// @param certificates whether clients are asked for certificates, so that tokens bound to one
  ///   can be used
  ResourceMetadata(
      String baseUrl, List<URI> authorizationServers, List<Scope> scopes, boolean certificates) {
    this.baseUrl = baseUrl;
    this.certificates = certificates;
    this.url = baseUrl + MetadataController.PATH + "/mcp";
    this.json = document(authorizationServers, scopes);
  }

  /// Names other authorization servers and scopes from now on.
  void say(List<URI> authorizationServers, List<Scope> scopes) {
    json = document(authorizationServers, scopes);
  }

  private byte[] document(List<URI> authorizationServers, List<Scope> scopes) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("resource", baseUrl + "/mcp");
    if (!authorizationServers.isEmpty()) {
      ArrayNode servers = document.putArray("authorization_servers");
      authorizationServers.forEach(server -> servers.add(server.toString()));
    }
    if (!scopes.isEmpty()) {
      ArrayNode supported = document.putArray("scopes_supported");
      scopes.forEach(scope -> supported.add(scope.value()));
    }
    document.putArray("bearer_methods_supported").add("header");
    if (certificates) {
      document.put("tls_client_certificate_bound_access_tokens", true);
    }
    document.put("resource_name", "Doorward");
    return JsonMapper.shared().writeValueAsBytes(document);
  }

  byte[] json() {
    return json.clone();
  }

  /// Where the document can be read.
  String url() {
    return url;
  }
}

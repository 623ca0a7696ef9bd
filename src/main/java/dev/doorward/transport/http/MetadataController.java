package dev.doorward.transport.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/// Tells clients where to get a token (RFC 9728), in both well-known forms.
@Controller("/.well-known/oauth-protected-resource")
@Secured(SecurityRule.IS_ANONYMOUS)
final class MetadataController {
  static final String PATH = "/.well-known/oauth-protected-resource";

  private final ResourceMetadata metadata;

  MetadataController(ResourceMetadata metadata) {
    this.metadata = metadata;
  }

  /// The metadata under the well-known path and with the endpoint's path behind it.
  @Get(uris = {"/", "/mcp"})
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> metadata() {
    return HttpResponse.ok(metadata.json());
  }
}

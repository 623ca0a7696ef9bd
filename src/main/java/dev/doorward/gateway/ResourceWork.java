package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.caller.Caller;
import dev.doorward.service.Call;
import dev.doorward.service.Catalog;
import dev.doorward.service.ResourceProvider;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Resources: listing, reading and watching what the caller may read.
final class ResourceWork {
  private static final int LONGEST_URI = 2_048;
  private static final int MOST_WATCHED = 1_000;

  private final AccessPolicy policy;
  private final int pageSize;

  ResourceWork(AccessPolicy policy, GatewaySettings settings) {
    this.policy = policy;
    this.pageSize = settings.pageSize();
  }

  Outcome list(Caller caller, Catalog catalog, Optional<String> cursor) {
    record Listed(ResourceProvider provider, McpSchema.Resource resource) {}
    List<Listed> all =
        catalog.resources().stream()
            .flatMap(
                provider ->
                    provider.list(caller).stream().map(resource -> new Listed(provider, resource)))
            .sorted(Comparator.comparing(listed -> listed.resource().uri()))
            .toList();
    return Pages.of(
        Result.Kind.RESOURCES,
        all,
        listed -> mayRead(caller, listed.provider(), listed.resource().uri()),
        listed -> listed.resource().uri(),
        Listed::resource,
        cursor,
        pageSize);
  }

  Outcome templates(Catalog catalog, Optional<String> cursor) {
    List<McpSchema.ResourceTemplate> all =
        catalog.resources().stream()
            .flatMap(provider -> provider.templates().stream())
            .sorted(Comparator.comparing(McpSchema.ResourceTemplate::uriTemplate))
            .toList();
    return Pages.of(
        Result.Kind.TEMPLATES,
        all,
        template -> true,
        McpSchema.ResourceTemplate::uriTemplate,
        template -> template,
        cursor,
        pageSize);
  }

  Resolver.Resolution read(Caller caller, Catalog catalog, String uri) {
    if (uri.length() > LONGEST_URI) {
      return new Resolver.Denied(
          Refusal.invalidArguments(List.of("uri has more than " + LONGEST_URI + " characters")));
    }
    List<ResourceProvider> able =
        catalog.resourcesFor(uri).stream()
            .filter(provider -> mayRead(caller, provider, uri))
            .toList();
    if (able.isEmpty()) {
      return new Resolver.Denied(Refusal.unknownResource());
    }
    boolean blocking = able.stream().anyMatch(ResourceProvider::blocking);
    return new Resolver.Granted(new Work(blocking, () -> null, call -> firstOf(able, uri, call)));
  }

  private static Outcome firstOf(List<ResourceProvider> able, String uri, Call call)
      throws ToolFailure, InterruptedException {
    for (ResourceProvider provider : able) {
      Optional<McpSchema.ReadResourceResult> found = provider.read(uri, call);
      if (found.isPresent()) {
        return Resolver.completed(new Result.Read(found.get()));
      }
    }
    return new Outcome.Refused(Refusal.unknownResource());
  }

  /// A URI that cannot be read is not watched either; that it is left out is all the caller learns.
  Outcome watch(Caller caller, Catalog catalog, Request.Watch watch) {
    List<String> uris =
        watch.uris().stream()
            .limit(MOST_WATCHED)
            .filter(uri -> uri.length() <= LONGEST_URI)
            .filter(
                uri ->
                    catalog.resourcesFor(uri).stream()
                        .anyMatch(provider -> mayRead(caller, provider, uri)))
            .distinct()
            .toList();
    return Resolver.completed(
        new Result.Watching(watch.tools(), watch.prompts(), watch.resources(), uris));
  }

  private boolean mayRead(Caller caller, ResourceProvider provider, String uri) {
    return policy.permits(caller, Permission.toRead(provider.permission(uri)));
  }
}

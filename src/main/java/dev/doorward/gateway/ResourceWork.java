package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.access.Verdict;
import dev.doorward.caller.Caller;
import dev.doorward.caller.Scope;
import dev.doorward.service.Call;
import dev.doorward.service.Catalog;
import dev.doorward.service.ResourceProvider;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    List<ResourceProvider> able = new ArrayList<>(1);
    Set<Scope> lacking = new TreeSet<>();
    for (ResourceProvider provider : catalog.resourcesFor(uri)) {
      Permission permission = Permission.toRead(provider.permission(uri));
      switch (policy.judge(caller, permission)) {
        case GRANTED -> able.add(provider);
        case NARROWED -> lacking.addAll(permission.scopes());
        case HIDDEN -> {}
      }
    }
    if (able.isEmpty()) {
      return new Resolver.Denied(
          lacking.isEmpty() ? Refusal.unknownResource() : Refusal.insufficientScope(lacking));
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

  /// A URI that the roles do not let the caller read is not watched either; that it is left out is
  /// all the caller learns. What only scopes keep it from is asked for with all that the rest
  /// needs.
  Resolver.Resolution watch(
      Caller caller, Catalog catalog, Request.Watch watch, Permission subscribe) {
    Verdict verdict = policy.judge(caller, subscribe);
    if (verdict == Verdict.HIDDEN) {
      return new Resolver.Denied(Refusal.unknownMethod());
    }
    boolean narrowed = verdict == Verdict.NARROWED;
    Set<Scope> needed = new TreeSet<>(subscribe.scopes());
    Set<String> uris = new LinkedHashSet<>();
    for (String uri : watch.uris().subList(0, Math.min(watch.uris().size(), MOST_WATCHED))) {
      if (uri.length() > LONGEST_URI) {
        continue;
      }
      for (ResourceProvider provider : catalog.resourcesFor(uri)) {
        Permission permission = Permission.toRead(provider.permission(uri));
        Verdict read = policy.judge(caller, permission);
        if (read != Verdict.HIDDEN) {
          uris.add(uri);
          needed.addAll(permission.scopes());
          narrowed |= read == Verdict.NARROWED;
        }
      }
    }
    if (narrowed) {
      return new Resolver.Denied(Refusal.insufficientScope(needed));
    }
    Result watching =
        new Result.Watching(watch.tools(), watch.prompts(), watch.resources(), List.copyOf(uris));
    return new Resolver.Granted(Work.immediate(call -> Resolver.completed(watching)));
  }

  boolean mayRead(Caller caller, Catalog catalog, String uri) {
    for (ResourceProvider provider : catalog.resourcesFor(uri)) {
      if (mayRead(caller, provider, uri)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayRead(Caller caller, ResourceProvider provider, String uri) {
    return policy.permits(caller, Permission.toRead(provider.permission(uri)));
  }
}

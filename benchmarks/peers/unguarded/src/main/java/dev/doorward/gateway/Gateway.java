package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.caller.Caller;
import dev.doorward.service.Arguments;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Change;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.Optional;

/// The gateway with nothing in it: finds the tool and runs it. No audit, rate, access, limits,
/// schema, deadline or cap. It stands before Doorward's own class of this name on the class path of
/// the unguarded peer, so that the protocol above it is the very same; what both do must be told
/// apart by nothing but their cost.
public final class Gateway {
  private final CatalogHolder catalogs;

  /// Serves the tools of a catalog to anybody.
  public Gateway(CatalogHolder catalogs) {
    this.catalogs = catalogs;
  }

  /// Nothing is governed here.
  public void govern(AccessPolicy policy, GatewaySettings settings) {}

  /// Does what is asked, for whoever asks.
  public Outcome handle(Caller caller, Request request, Origin origin) {
    return new Outcome.Completed(
        switch (request) {
          case Request.CallTool call -> new Result.Called(called(caller, call, origin));
          case Request.Describe _ -> new Result.Described(true, false, false, false, false);
          default -> new Result.Done();
        });
  }

  private McpSchema.CallToolResult called(
      Caller caller, Request.CallTool request, Origin origin) {
    Tool tool = catalogs.current().tool(request.name()).orElseThrow();
    try {
      return tool.call(
          new Arguments(request.arguments()),
          new GatewayCall(caller, origin.link(), _ -> true, Map.of(), Optional.empty()));
    } catch (ToolFailure | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Nothing that is measured waits.
  public boolean blocks(Request request) {
    return false;
  }

  /// Everybody hears of everything.
  public boolean hears(Caller caller, Change change) {
    return true;
  }

  /// Everybody may subscribe.
  public boolean subscribes(Caller caller) {
    return true;
  }

  /// The definition of a tool.
  public Optional<McpSchema.Tool> definition(Caller caller, String tool) {
    return catalogs.current().tool(tool).map(Tool::definition);
  }
}

package dev.doorward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.InputLimits;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.service.Toolset;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A family whose description of a tool fails, outside of the work itself.
final class BrokenGuardTest {
  private final FakeTool echo = FakeTool.reading("echo", (arguments, call) -> "hello");

  /// A tool that cannot say which limits it has.
  private final class Unsure implements Tool {
    @Override
    public McpSchema.Tool definition() {
      return echo.definition();
    }

    @Override
    public Effect effect() {
      return Effect.READS;
    }

    @Override
    public Set<Scope> scopes() {
      return Set.of(Scope.TOOLS_CALL);
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public Optional<InputLimits> inputLimits() {
      throw new IllegalStateException("secret detail");
    }

    @Override
    public CallToolResult call(Arguments arguments, Call call)
        throws ToolFailure, InterruptedException {
      return echo.call(arguments, call);
    }
  }

  @Test
  void endsAsAFaultWhoseOutcomeIsAudited() {
    House house =
        new House(Optional.empty(), List.of(Toolset.ofTools("fakes", List.of(new Unsure()))));

    Outcome outcome = house.call(House.caller(Role.DEVELOPER), "echo", "{}");

    assertThat(outcome).isInstanceOf(Outcome.Faulted.class);
    assertThat(outcome.toString()).doesNotContain("secret detail");
    assertThat(echo.runs).hasValue(0);
    assertThat(house.auditLines()).hasSize(2);
    assertThat(house.auditLines().getLast().path("decision").asString()).isEqualTo("faulted");
  }
}

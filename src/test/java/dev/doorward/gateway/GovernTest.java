package dev.doorward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.access.AccessPolicy;
import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.service.Toolset;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Another policy and other bounds for a gateway in use.
final class GovernTest {
  private static final Caller CALLER = House.caller(Role.DEVELOPER);
  private static final AccessPolicy SEES_ONE =
      new AccessPolicy(Map.of(Role.DEVELOPER, List.of("tools:list", "tools:call:one")));

  private static List<String> listed(House house) {
    return house.handle(CALLER, new Request.ListTools(Optional.empty()))
            instanceof Outcome.Completed(Result.Page<?> page)
        ? page.items().stream().map(item -> ((McpSchema.Tool) item).name()).toList()
        : List.of();
  }

  private static House house(FakeTool... tools) {
    return new House(List.of(Toolset.ofTools("fakes", List.of(tools))));
  }

  @Test
  void listsAndCallsAlikeUnderTheNewPolicy() {
    House house =
        house(
            FakeTool.reading("one", (arguments, call) -> "done"),
            FakeTool.reading("two", (arguments, call) -> "done"));
    assertThat(listed(house)).containsExactly("one", "two");

    house.gateway.govern(SEES_ONE, GatewaySettings.DEFAULTS);

    assertThat(listed(house)).containsExactly("one");
    assertThat(House.codeOf(house.call(CALLER, "one", "{}"))).isEqualTo("completed");
    assertThat(house.call(CALLER, "two", "{}")).isEqualTo(house.call(CALLER, "none", "{}"));
    assertThat(house.gateway.definition(CALLER, "two")).isEmpty();
  }

  @Test
  void aRequestOnItsWayEndsByTheRulesItBeganWith() {
    House[] house = new House[1];
    house[0] =
        house(
            FakeTool.waiting(
                "two",
                (arguments, call) -> {
                  house[0].gateway.govern(SEES_ONE, shortAndSmall());
                  return "x".repeat(500);
                }));
    assertThat(House.codeOf(house[0].call(CALLER, "two", "{}"))).isEqualTo("completed");
    assertThat(House.codeOf(house[0].call(CALLER, "two", "{}"))).isEqualTo("unknown_tool");
  }

  private static GatewaySettings shortAndSmall() {
    GatewaySettings usual = GatewaySettings.DEFAULTS;
    return new GatewaySettings(
        Duration.ofMillis(1), 1, 1, Map.of(), 1, usual.input(), usual.inputOverrides());
  }
}

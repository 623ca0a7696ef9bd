package dev.doorward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.limit.Rate;
import dev.doorward.limit.RateLimiter;
import dev.doorward.service.Effect;
import dev.doorward.service.Toolset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Pins the order of the guards: each case breaks two of them at once, and the earlier one must
/// answer.
final class GuardOrderTest {
  private final FakeTool echo = FakeTool.reading("echo", (arguments, call) -> "hello");
  private final FakeTool writer =
      new FakeTool("writer", Effect.WRITES, false, (arguments, call) -> "written");
  private final FakeTool loud = FakeTool.reading("loud", (arguments, call) -> "x".repeat(5_000));

  private House house(Optional<Rate> rate) {
    return new House(rate, List.of(Toolset.ofTools("fakes", List.of(echo, writer, loud))));
  }

  @Test
  void auditIntentComesBeforeTheLimit() {
    House house = house(Optional.of(Rate.parse("1/hour")));
    house.call(House.caller(Role.DEVELOPER), "echo", "{}");
    house.auditStream.breakDown();
    assertThat(House.codeOf(house.call(House.caller(Role.DEVELOPER), "echo", "{}")))
        .isEqualTo("audit_unavailable");
    assertThat(echo.runs).hasValue(1);
  }

  @Test
  void theLimitComesBeforeAccess() {
    House house = house(Optional.of(Rate.parse("1/hour")));
    house.call(House.caller(Role.DEVELOPER), "echo", "{}");
    Outcome outcome = house.call(House.caller(Role.DEVELOPER), "absent", "{}");
    assertThat(House.codeOf(outcome)).isEqualTo("rate_limited");
    assertThat(((Outcome.Refused) outcome).refusal().retryIn()).isPositive();
  }

  private House houseWhereToolsHaveLimits() {
    Rate once = Rate.parse("1/hour");
    return new House(
        new RateLimiter(
            Optional.empty(),
            Map.of(),
            Map.of("writer", once, "echo", once, "absent", once),
            System::nanoTime),
        List.of(Toolset.ofTools("fakes", List.of(echo, writer, loud))));
  }

  @Test
  void accessComesBeforeTheLimitOfATool() {
    House house = houseWhereToolsHaveLimits();
    for (int i = 0; i < 3; i++) {
      assertThat(House.codeOf(house.call(House.caller(Role.DEVELOPER), "writer", "{}")))
          .isEqualTo("unknown_tool");
    }
  }

  @Test
  void theLimitOfAToolComesBeforeInput() {
    House house = houseWhereToolsHaveLimits();
    house.call(House.caller(Role.DEVELOPER), "echo", "{}");
    Outcome outcome = house.call(House.caller(Role.DEVELOPER), "echo", "{\"count\":10}");
    assertThat(House.codeOf(outcome)).isEqualTo("rate_limited");
    Refusal refusal = ((Outcome.Refused) outcome).refusal();
    assertThat(refusal.quota()).contains(new Quota("tool", 1, Duration.ofHours(1)));
    assertThat(refusal.text()).startsWith("Too many calls of this tool. Wait 3");
  }

  @Test
  void accessComesBeforeInput() {
    House house = house(Optional.empty());
    assertThat(House.codeOf(house.call(House.caller(Role.DEVELOPER), "writer", "{\"count\":99}")))
        .isEqualTo("unknown_tool");
  }

  @Test
  void inputComesBeforeTheRun() {
    House house = house(Optional.empty());
    assertThat(House.codeOf(house.call(House.caller(Role.DEVELOPER), "echo", "{\"count\":10}")))
        .isEqualTo("invalid_arguments");
    assertThat(echo.runs).hasValue(0);
  }

  @Test
  void theRunComesBeforeTheOutputCap() {
    House house = house(Optional.empty());
    assertThat(House.codeOf(house.call(House.caller(Role.DEVELOPER), "loud", "{}")))
        .isEqualTo("output_too_large");
    assertThat(loud.runs).hasValue(1);
  }

  @Test
  void theOutcomeIsAuditedLastHoweverFarItCame() {
    House house = house(Optional.empty());
    house.call(House.caller(Role.DEVELOPER), "echo", "{}");
    house.call(House.caller(Role.DEVELOPER), "absent", "{}");
    house.call(House.caller(Role.DEVELOPER), "echo", "{\"count\":10}");
    assertThat(house.auditLines().stream().map(GuardOrderTest::gist))
        .containsExactly(
            "intent echo", "outcome completed",
            "intent absent", "outcome refused unknown_tool",
            "intent echo", "outcome refused invalid_arguments");
  }

  @Test
  void theIntentIsWrittenWhenTheToolRuns() {
    House[] house = new House[1];
    FakeTool looking =
        FakeTool.reading(
            "looking", (arguments, call) -> String.valueOf(house[0].auditLines().size()));
    house[0] = new House(List.of(Toolset.ofTools("fakes", List.of(looking))));
    Outcome outcome = house[0].call(House.caller(Role.DEVELOPER), "looking", "{}");
    assertThat(outcome.toString()).contains("text=1");
  }

  private static String gist(JsonNode line) {
    return line.path("event").asString().equals("intent")
        ? "intent " + line.path("target").asString()
        : ("outcome " + line.path("decision").asString() + " " + line.path("reason").asString())
            .strip();
  }
}

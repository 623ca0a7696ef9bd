package dev.doorward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.service.Effect;
import dev.doorward.service.Question;
import dev.doorward.service.ToolFailure;
import dev.doorward.service.Toolset;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayTest {
  private static final Caller DEVELOPER = House.caller(Role.DEVELOPER);

  private static House with(FakeTool... tools) {
    return new House(List.of(Toolset.ofTools("fakes", List.of(tools))));
  }

  private static House withShortDeadline(FakeTool... tools) {
    return new House(
        Optional.empty(),
        List.of(Toolset.ofTools("fakes", List.of(tools))),
        Duration.ofMillis(200));
  }

  private static List<String> listed(House house, Caller caller) {
    List<String> names = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Outcome outcome = house.handle(caller, new Request.ListTools(cursor));
      if (!(outcome instanceof Outcome.Completed(Result.Page<?> page))) {
        return List.of(House.codeOf(outcome));
      }
      page.items().forEach(item -> names.add(((McpSchema.Tool) item).name()));
      cursor = page.next();
    } while (cursor.isPresent());
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "developer", "viewer", "stranger"})
  void listsExactlyWhatItLetsTheRoleCall(String role) {
    List<String> names =
        List.of("echo", "list_things", "read_thing", "write_thing", "list_and_write");
    FakeTool[] tools =
        names.stream()
            .map(
                name ->
                    new FakeTool(
                        name,
                        name.contains("write") ? Effect.WRITES : Effect.READS,
                        false,
                        (arguments, call) -> "done"))
            .toArray(FakeTool[]::new);
    House house = with(tools);
    Caller caller = House.caller(new Role(role));
    List<String> callable =
        names.stream()
            .filter(name -> House.codeOf(house.call(caller, name, "{}")).equals("completed"))
            .sorted()
            .toList();
    List<String> listed = listed(house, caller);
    assertThat(listed).isEqualTo(role.equals("stranger") ? List.of("unknown_method") : callable);
  }

  @Test
  void answersAlikeForHiddenAndAbsent() {
    House house = with(new FakeTool("writer", Effect.WRITES, false, (arguments, call) -> "done"));
    assertThat(house.call(DEVELOPER, "writer", "{}"))
        .isEqualTo(house.call(DEVELOPER, "absent", "{}"));
  }

  @Test
  void pagesThroughAllToolsInOrder() {
    FakeTool[] tools =
        IntStream.range(0, 8)
            .mapToObj(i -> FakeTool.reading("tool_" + (7 - i), (arguments, call) -> ""))
            .toArray(FakeTool[]::new);
    assertThat(listed(with(tools), DEVELOPER))
        .containsExactly(
            "tool_0", "tool_1", "tool_2", "tool_3", "tool_4", "tool_5", "tool_6", "tool_7");
  }

  @Test
  void refusesACursorThatIsNotOurs() {
    Outcome outcome = with().handle(DEVELOPER, new Request.ListTools(Optional.of("zzz!")));
    assertThat(House.codeOf(outcome)).isEqualTo("invalid_cursor");
  }

  @Test
  void endsWorkAtItsDeadlineAndInterruptsIt() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    House house =
        withShortDeadline(
            FakeTool.waiting(
                "slow",
                (arguments, call) -> {
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    interrupted.countDown();
                  }
                  return "never";
                }));
    assertThat(House.codeOf(house.call(DEVELOPER, "slow", "{}"))).isEqualTo("deadline_exceeded");
    interrupted.await();
  }

  @Test
  void endsWorkTheClientGaveUp() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    House house =
        with(
            FakeTool.waiting(
                "slow",
                (arguments, call) -> {
                  running.countDown();
                  new CountDownLatch(1).await();
                  return "never";
                }));
    Thread.ofVirtual()
        .start(
            () -> {
              awaitQuietly(running);
              house.link.cancellation.cancel();
            });
    assertThat(House.codeOf(house.call(DEVELOPER, "slow", "{}"))).isEqualTo("cancelled");
  }

  @Test
  void holdsAPlaceForWorkThatDoesNotListen() {
    CountDownLatch release = new CountDownLatch(1);
    House house =
        withShortDeadline(
            FakeTool.waiting(
                "deaf",
                (arguments, call) -> {
                  while (release.getCount() > 0) {
                    awaitQuietly(release);
                  }
                  return "late";
                }));
    assertThat(House.codeOf(house.call(DEVELOPER, "deaf", "{}"))).isEqualTo("deadline_exceeded");
    assertThat(House.codeOf(house.call(DEVELOPER, "deaf", "{}"))).isEqualTo("deadline_exceeded");
    assertThat(House.codeOf(house.call(DEVELOPER, "deaf", "{}"))).isEqualTo("too_many_calls");
    release.countDown();
  }

  @Test
  void aToolMayHaveFewerPlacesThanItsCaller() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    House house =
        with(
            new FakeTool(
                "single",
                Effect.READS,
                true,
                (arguments, call) -> {
                  inside.countDown();
                  release.await();
                  return "done";
                }),
            new FakeTool("other", Effect.READS, true, (arguments, call) -> "done"));
    Thread first = Thread.ofVirtual().start(() -> house.call(DEVELOPER, "single", "{}"));
    inside.await();
    assertThat(House.codeOf(house.call(DEVELOPER, "single", "{}"))).isEqualTo("too_many_calls");
    assertThat(House.codeOf(house.call(DEVELOPER, "other", "{}"))).isEqualTo("completed");
    release.countDown();
    first.join();
  }

  @Test
  void tellsNothingOfAFaultButAnIncident() {
    House house =
        with(
            FakeTool.reading(
                "broken",
                (arguments, call) -> {
                  throw new IllegalStateException("secret detail");
                }));
    Outcome outcome = house.call(DEVELOPER, "broken", "{}");
    assertThat(outcome).isInstanceOf(Outcome.Faulted.class);
    assertThat(outcome.toString()).doesNotContain("secret detail");
  }

  @Test
  void passesOnTheTextAToolWroteForTheModel() {
    House house =
        with(
            FakeTool.reading(
                "failing",
                (arguments, call) -> {
                  throw new ToolFailure("The moon is down. Try tomorrow.");
                }));
    assertThat(house.call(DEVELOPER, "failing", "{}"))
        .extracting(outcome -> ((Outcome.Refused) outcome).refusal().text())
        .isEqualTo("The moon is down. Try tomorrow.");
  }

  private static FakeTool asking() {
    return FakeTool.waiting(
        "asking",
        (arguments, call) -> {
          McpSchema.ElicitResult name = call.elicit("name", form("Your name?"));
          McpSchema.ElicitResult color = call.elicit("color", form("Your colour?"));
          return name.content().get("value") + " likes " + color.content().get("value");
        });
  }

  private static McpSchema.ElicitRequest form(String message) {
    return McpSchema.ElicitFormRequest.builder(message, Map.of("type", "object")).build();
  }

  @Test
  void endsWithTheQuestionWhereNobodyWaits() {
    House house = with(asking());
    Outcome first = house.call(DEVELOPER, "asking", "{}");
    assertThat(first).isInstanceOf(Outcome.InputRequired.class);
    assertThat(((Outcome.InputRequired) first).questions()).containsOnlyKeys("name");

    house.link.answers.put(
        "name", House.JSON.readTree("{\"action\":\"accept\",\"content\":{\"value\":\"Ada\"}}"));
    Outcome second = house.call(DEVELOPER, "asking", "{}");
    assertThat(((Outcome.InputRequired) second).questions()).containsOnlyKeys("color");
    assertThat(((Outcome.InputRequired) second).answers()).containsOnlyKeys("name");

    house.link.answers.put(
        "color", House.JSON.readTree("{\"action\":\"accept\",\"content\":{\"value\":\"blue\"}}"));
    assertThat(house.call(DEVELOPER, "asking", "{}").toString()).contains("Ada likes blue");
  }

  @Test
  void runsAgainWithTheAnswersWhereTheClientWaits() {
    House house = with(asking());
    house.link.waits = true;
    house.link.answersOnTheSpot.put(
        "name", House.JSON.readTree("{\"action\":\"accept\",\"content\":{\"value\":\"Ada\"}}"));
    house.link.answersOnTheSpot.put(
        "color", House.JSON.readTree("{\"action\":\"accept\",\"content\":{\"value\":\"blue\"}}"));
    assertThat(house.call(DEVELOPER, "asking", "{}").toString()).contains("Ada likes blue");
  }

  @Test
  void refusesToAskWhatTheClientDidNotDeclare() {
    House house = with(asking());
    house.link.canAsk = false;
    Outcome outcome = house.call(DEVELOPER, "asking", "{}");
    assertThat(House.codeOf(outcome)).isEqualTo("client_capability_missing");
    assertThat(((Outcome.Refused) outcome).refusal().missing().get("name"))
        .isInstanceOf(Question.Elicit.class);
  }

  @Test
  void refusesAnAnswerOfTheWrongShape() {
    House house = with(asking());
    house.link.answers.put("name", House.JSON.readTree("12345"));
    assertThat(House.codeOf(house.call(DEVELOPER, "asking", "{}"))).isEqualTo("invalid_answers");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      // The work under test is deaf on purpose: it must not see the flag again.
    }
  }
}

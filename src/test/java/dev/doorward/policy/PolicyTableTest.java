package dev.doorward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.policy.Ask.TalkingEra;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.McpEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every role, every method, both doors, both eras, against the real engine; and what a token must
/// carry for each method. The tables are golden files a reviewer can read.
final class PolicyTableTest {
  private static final Path GOLDEN = Path.of("src/test/resources/policy");

  /// The shipped roles, and one that nobody wrote down.
  private static final List<String> ROLES =
      List.of("admin", "developer", "viewer", "user", "service", "stranger");

  @TempDir static Path folder;
  static McpEngine engine;

  @BeforeAll
  static void open() throws IOException {
    engine = PolicyHouse.engine(folder);
  }

  private static Caller caller(String role, Set<Scope> scopes, Door door) {
    return new Caller(
        new CallerId("https://issuer.test", role + scopes.size()),
        Set.of(new Role(role)),
        scopes,
        "tests",
        door);
  }

  @ParameterizedTest
  @EnumSource(TalkingEra.class)
  void everyRoleMayWhatTheTableSays(TalkingEra era) throws Exception {
    String remote = table(era, Door.HTTP);
    assertThat(table(era, Door.STDIO)).as("the same at both doors").isEqualTo(remote);
    matches("roles-" + era.label() + ".md", remote);
  }

  private static String table(TalkingEra era, Door door) throws InterruptedException {
    List<Ask> asked = Ask.all().stream().filter(ask -> ask.in(era)).toList();
    List<StringBuilder> rows = asked.stream().map(ask -> new StringBuilder(ask.head())).toList();
    for (String role : ROLES) {
      try (Talk talk = new Talk(engine, caller(role, Scope.ALL, door), era)) {
        for (int i = 0; i < asked.size(); i++) {
          rows.get(i).append(' ').append(talk.tell(asked.get(i)).word()).append(" |");
        }
      }
    }
    return "| method | about | "
        + String.join(" | ", ROLES)
        + " |\n"
        + "|---".repeat(ROLES.size() + 2)
        + "|\n"
        + rows.stream().map(row -> row + "\n").collect(Collectors.joining());
  }

  @Test
  void everyMethodNeedsTheScopesTheTableSays() throws Exception {
    StringBuilder table = new StringBuilder("| method | about | scopes |\n|---|---|---|\n");
    for (Ask ask : Ask.all()) {
      Set<List<String>> needed = new HashSet<>();
      for (TalkingEra era : TalkingEra.values()) {
        if (ask.in(era)) {
          needed.add(needed(ask, era));
        }
      }
      assertThat(needed).as("%s in both eras", ask).hasSize(1);
      String cell = String.join(" ", needed.iterator().next());
      table.append(ask.head()).append(' ').append(cell).append(cell.isEmpty() ? "|\n" : " |\n");
    }
    matches("scopes.md", table.toString());
  }

  /// What a token without any scope is challenged for; exactly that must do, and nothing less.
  private static List<String> needed(Ask ask, TalkingEra era) throws InterruptedException {
    Talk.Told bare = tell(ask, Set.of(), era);
    if (bare.scopes().isEmpty()) {
      assertThat(bare.word()).isNotEqualTo("insufficient_scope");
      return List.of();
    }
    requireChallenge(bare, bare.scopes());
    Set<Scope> enough = bare.scopes().stream().map(Scope::of).collect(Collectors.toSet());
    assertThat(tell(ask, enough, era).word()).isNotEqualTo("insufficient_scope");
    for (Scope scope : enough) {
      Set<Scope> others = new TreeSet<>(Scope.ALL);
      others.remove(scope);
      others.add(Scope.of(scope.value() + "all"));
      requireChallenge(tell(ask, others, era), bare.scopes());
    }
    return bare.scopes();
  }

  private static void requireChallenge(Talk.Told told, List<String> scopes) {
    assertThat(told.kind()).isEqualTo(Answer.Kind.FORBIDDEN);
    assertThat(told.word()).isEqualTo("insufficient_scope");
    assertThat(told.scopes()).isEqualTo(scopes).isSorted();
    List<String> named = new ArrayList<>();
    told.message()
        .at("/error/data/requiredScopes")
        .forEach(scope -> named.add(scope.stringValue()));
    assertThat(named).isEqualTo(scopes);
  }

  private static Talk.Told tell(Ask ask, Set<Scope> scopes, TalkingEra era)
      throws InterruptedException {
    try (Talk talk = new Talk(engine, caller("admin", scopes, Door.HTTP), era)) {
      return talk.tell(ask);
    }
  }

  @ParameterizedTest
  @EnumSource(TalkingEra.class)
  void noScopeShowsWhatTheRolesHide(TalkingEra era) throws Exception {
    for (Ask ask : Ask.all()) {
      if (!ask.in(era)) {
        continue;
      }
      try (Talk wide = new Talk(engine, caller("stranger", Scope.ALL, Door.HTTP), era);
          Talk bare = new Talk(engine, caller("stranger", Set.of(), Door.HTTP), era)) {
        assertThat(bare.tell(ask).word()).as("%s", ask).isEqualTo(wide.tell(ask).word());
      }
    }
  }

  private static void matches(String file, String table) throws IOException {
    Path golden = GOLDEN.resolve(file);
    if (Boolean.getBoolean("doorward.write-references")) {
      Files.writeString(golden, table);
    }
    assertThat(table)
        .as("%s; if the change is meant, write it anew with -Ddoorward.write-references=true", file)
        .isEqualTo(Files.readString(golden));
  }
}

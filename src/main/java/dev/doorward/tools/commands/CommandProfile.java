package dev.doorward.tools.commands;

import dev.doorward.caller.Scope;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.Effect;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One declared command.
///
/// @param name of the tool it becomes
/// @param run the program and its arguments, in order
/// @param arguments what a caller may give, by name
/// @param directory where it runs, inside the workspace
/// @param environment all the variables it gets
/// @param timeout how long it may run; empty for the usual, see [#timeoutWithin]
/// @param outputBytes how much of each of its streams is kept, 1 KiB to 4 MiB
/// @param atOnce how many of it run at the same time, of all callers together, 1 to 64
/// @param effect whether running it changes anything
/// @param moreScopes what a token must carry besides what its effect asks for
public record CommandProfile(
    String name,
    Optional<String> title,
    String description,
    List<Element> run,
    Map<String, CommandArgument> arguments,
    RelativePath directory,
    Map<String, String> environment,
    Optional<Duration> timeout,
    int outputBytes,
    int atOnce,
    Effect effect,
    Set<Scope> moreScopes) {
  /// How much of a stream is kept when nothing else is written.
  public static final int USUAL_OUTPUT_BYTES = 64 * 1024;

  /// How many run at once when nothing else is written.
  public static final int USUAL_AT_ONCE = 4;

  /// How long a command may run when nothing else is written.
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  /// What an answer needs of the gateway's deadline when the command has used all of its time.
  public static final Duration TO_ANSWER = Duration.ofSeconds(1);

  public CommandProfile {
    run = List.copyOf(run);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    environment = Map.copyOf(environment);
    moreScopes = Set.copyOf(moreScopes);
  }

  /// The program as it is written.
  public String program() {
    return run.getFirst().text();
  }

  /// How long it may run so that the gateway's deadline leaves time for the answer: what is
  /// written, or 30 seconds where the deadline allows them.
  public Duration timeoutWithin(Duration deadline) {
    Duration most =
        deadline.compareTo(TO_ANSWER.multipliedBy(2)) > 0
            ? deadline.minus(TO_ANSWER)
            : deadline.dividedBy(2);
    return timeout.orElse(USUAL_TIMEOUT.compareTo(most) < 0 ? USUAL_TIMEOUT : most);
  }

  /// The scopes of its tool.
  Set<Scope> scopes() {
    Set<Scope> scopes = new HashSet<>(moreScopes);
    scopes.add(Scope.TOOLS_CALL);
    if (effect == Effect.WRITES) {
      scopes.add(Scope.TOOLS_WRITE);
    }
    return Set.copyOf(scopes);
  }
}

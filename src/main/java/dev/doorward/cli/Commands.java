package dev.doorward.cli;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Finds the command that was asked for, runs it, and turns every refusal into one line and an exit
/// code.
public final class Commands {
  private static final List<String> NAMES =
      List.of(
          "serve",
          "stdio",
          "check",
          "scan",
          "token",
          "client-config",
          "hash-key",
          "audit",
          "block",
          "unblock",
          "blocks",
          "version");

  private final Surroundings surroundings;
  private final Doors doors;

  /// Starts nothing yet.
  public Commands(Surroundings surroundings, Doors doors) {
    this.surroundings = surroundings;
    this.doors = doors;
  }

  /// Runs what was written and gives the exit code.
  public ExitCode run(String... arguments) throws InterruptedException {
    // The JVM itself would print the trace as it is, past everything that masks a log line.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) ->
            LoggerFactory.getLogger(Commands.class)
                .atError()
                .addKeyValue("thread", thread.getName())
                .setCause(fault)
                .log("thread.died"));
    try {
      return dispatch(arguments);
    } catch (RuntimeException thrown) {
      return refuse(
          Refusal.of(thrown)
              .orElseGet(
                  () -> {
                    LoggerFactory.getLogger(Commands.class)
                        .atError()
                        .setCause(thrown)
                        .log("start.failed");
                    return new Refusal(
                        ExitCode.FAULT, "the command failed; the log line above has the details");
                  }));
    }
  }

  private ExitCode dispatch(String... arguments) throws InterruptedException {
    String name = arguments.length == 0 ? "" : arguments[0];
    Optional<Command> command = command(name);
    if (command.isPresent()) {
      return run(command.get(), List.of(arguments).subList(1, arguments.length));
    }
    return switch (name) {
      case "--help", "-h", "help" -> usage(ExitCode.OK);
      case "--version", "-V" -> new VersionCommand(surroundings).print();
      case "" -> usage(ExitCode.USAGE);
      default ->
          refuse(
              new Refusal(
                  ExitCode.USAGE,
                  Kinds.quoted(name)
                      + " is no command; did you mean "
                      + Nearest.to(name, NAMES)
                      + "?"));
    };
  }

  private Optional<Command> command(String name) {
    return switch (name) {
      case "serve" -> Optional.of(new ServeCommand(surroundings, doors));
      case "stdio" -> Optional.of(new StdioCommand(surroundings, doors));
      case "check" -> Optional.of(new CheckCommand(surroundings, doors));
      case "scan" -> Optional.of(new ScanCommand(surroundings));
      case "token" -> Optional.of(new TokenCommand(surroundings));
      case "client-config" -> Optional.of(new ClientConfigCommand(surroundings));
      case "hash-key" -> Optional.of(new HashKeyCommand(surroundings));
      case "audit" -> Optional.of(new AuditCommand(surroundings));
      case "block" -> Optional.of(new BlockCommand(surroundings));
      case "unblock" -> Optional.of(new UnblockCommand(surroundings));
      case "blocks" -> Optional.of(new BlocksCommand(surroundings));
      case "version" -> Optional.of(new VersionCommand(surroundings));
      case "train" -> Optional.of(new TrainCommand(surroundings, doors));
      default -> Optional.empty();
    };
  }

  private ExitCode run(Command command, List<String> arguments) throws InterruptedException {
    Form form = command.form();
    Optional<Words> written = Words.plain(form, arguments);
    if (written.isEmpty()) {
      written = Picocli.read(form, arguments, surroundings.out());
    }
    return written.isPresent() ? command.run(written.get()) : ExitCode.OK;
  }

  private ExitCode usage(ExitCode code) {
    Picocli.usage(
        NAMES.stream().map(name -> command(name).orElseThrow().form()).toList(),
        code == ExitCode.OK ? surroundings.out() : surroundings.err());
    return code;
  }

  private ExitCode refuse(Refusal refusal) {
    surroundings.err().println("doorward: " + refusal.line());
    surroundings.err().flush();
    return refusal.code();
  }
}

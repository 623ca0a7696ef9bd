package dev.doorward.cli;

import dev.doorward.audit.AuditKeyRefused;
import dev.doorward.block.BlocksRefused;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.protocol.modern.StateKeysRefused;
import dev.doorward.transport.http.PortTaken;
import dev.doorward.transport.http.auth.IssuerRefused;
import dev.doorward.transport.http.auth.KeyRefused;
import java.nio.file.Path;
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
    } catch (StartRefused refused) {
      return refuse(refused.code(), refused.line());
    } catch (SettingsRefused refused) {
      return refuse(ExitCode.SETTINGS, refused.line());
    } catch (PathRefused refused) {
      return refuse(ExitCode.PATH, refused.line());
    } catch (PortTaken taken) {
      return refuse(ExitCode.ADDRESS, StartChecks.taken(taken.key(), taken.address()));
    } catch (IssuerRefused refused) {
      return refuse(ExitCode.SETTINGS, refused.line());
    } catch (KeyRefused refused) {
      return refuse(ExitCode.KEY, key(refused.file(), String.valueOf(refused.getMessage())));
    } catch (StateKeysRefused refused) {
      return refuse(ExitCode.KEY, key(refused.file(), refused.problem()));
    } catch (AuditKeyRefused refused) {
      return refuse(ExitCode.KEY, key(refused.file(), refused.problem()));
    } catch (BlocksRefused refused) {
      return refuse(ExitCode.PATH, blocks(refused));
    } catch (RuntimeException fault) {
      LoggerFactory.getLogger(Commands.class).atError().setCause(fault).log("start.failed");
      return refuse(ExitCode.FAULT, "the command failed; the log line above has the details");
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
              ExitCode.USAGE,
              Kinds.quoted(name) + " is no command; did you mean " + Nearest.to(name, NAMES) + "?");
    };
  }

  private Optional<Command> command(String name) {
    return switch (name) {
      case "serve" -> Optional.of(new ServeCommand(surroundings, doors));
      case "stdio" -> Optional.of(new StdioCommand(surroundings, doors));
      case "check" -> Optional.of(new CheckCommand(surroundings, doors));
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

  /// The line for a key file that must not be used.
  static String key(Path file, String problem) {
    return "data: the key file "
        + Kinds.quoted(file.toString())
        + " is refused, "
        + problem
        + "; restore it, or move it away to get a new key";
  }

  /// The line for a block list that must not be used.
  static String blocks(BlocksRefused refused) {
    return "data: the block list "
        + Kinds.quoted(refused.file().toString())
        + " is refused, "
        + refused.problem()
        + "; repair it, or move it away to block nobody";
  }

  private ExitCode refuse(ExitCode code, String line) {
    surroundings.err().println("doorward: " + line);
    surroundings.err().flush();
    return code;
  }
}

package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `doorward client-config`: prints what to paste into a client's configuration.
final class ClientConfigCommand implements Command {
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final List<String> DOORS = List.of("http", "stdio");
  private static final List<String> CLIENTS =
      Arrays.stream(Snippets.Client.values()).map(Snippets.Client::label).toList();

  private final Surroundings surroundings;

  ClientConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of("client-config", "Prints what to paste into a client's configuration.")
        .withWord("client", String.join(", ", CLIENTS))
        .with("--door", "door", "http or stdio; stdio unless given.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    Snippets.Client client = client(written.word());
    String door = written.one("--door").orElse("stdio");
    requireKnown("--door", door, DOORS);
    Settings settings = new SettingsFlags(surroundings).read(written);
    String snippet =
        door.equals("stdio")
            ? Snippets.overStdio(client, launcher(), arguments(written))
            : overHttp(client, settings);
    surroundings.out().println(snippet);
    surroundings.err().println("Put this into " + client.file() + ".");
    return ExitCode.OK;
  }

  private String overHttp(Snippets.Client client, Settings settings) {
    String endpoint = LocalTokens.endpoint(settings);
    if (!client.placeholder().isEmpty()) {
      surroundings.err().println("It reads the token from DOORWARD_TOKEN or asks for it.");
      return Snippets.overHttp(client, endpoint, client.placeholder());
    }
    if (!settings.usesLocalIssuer()) {
      surroundings.err().println("Replace TOKEN with one of your issuer's.");
      return Snippets.overHttp(client, endpoint, "TOKEN");
    }
    LocalIssuer issuer = LocalTokens.issuer(settings, surroundings.clock());
    surroundings
        .err()
        .println("It holds a token of role developer that ends in 12 hours; keep it to yourself.");
    return Snippets.overHttp(
        client, endpoint, LocalTokens.mint(issuer, settings, Role.DEVELOPER.name(), TOKEN_LIFE));
  }

  private String launcher() {
    return surroundings
        .installation()
        .map(folder -> folder.resolve("doorward").toAbsolutePath().normalize().toString())
        .orElse("doorward");
  }

  // A client starts the server from a directory of its own choice, so relative paths would mean
  // something else there.
  private static List<String> arguments(Words written) {
    List<String> arguments = new ArrayList<>(List.of("stdio"));
    for (String flag : List.of("--config", "--data", "--skills", "--workspace")) {
      for (String path : written.all(flag)) {
        arguments.add(flag);
        arguments.add(Path.of(path).toAbsolutePath().normalize().toString());
      }
    }
    return arguments;
  }

  private static Snippets.Client client(String label) {
    requireKnown("client-config", label, CLIENTS);
    return Arrays.stream(Snippets.Client.values())
        .filter(client -> client.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static void requireKnown(String where, String written, List<String> known) {
    if (!known.contains(written)) {
      throw new StartRefused(
          ExitCode.USAGE,
          where
              + ": "
              + Kinds.quoted(written)
              + " is not known; did you mean "
              + Nearest.to(written, known)
              + "?");
    }
  }
}

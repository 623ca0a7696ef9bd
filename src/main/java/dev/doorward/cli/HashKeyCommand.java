package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.cli.settings.Durations;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.transport.http.auth.ApiKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `doorward hash-key`: makes an API key and prints it once, alone, on standard output; what goes
/// into the configuration is printed beside it, on standard error. Nothing is kept.
final class HashKeyCommand implements Command {
  private static final Duration LONGEST = Duration.ofDays(3_650);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private final Surroundings surroundings;

  HashKeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of("hash-key", "Makes an API key and the hash of it for the configuration.")
        .withWord("name", "Who will use it, such as build-bot.")
        .with("--role", "role", "What the bearer may do; user unless given.")
        .with(
            "--scope",
            "scopes",
            "What narrows that, scopes with blanks between; all but mcp:tools.write unless given.")
        .with("--ttl", "duration", "How long it is good; 365d unless given, 3650d at most.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    String name = written.word();
    if (!NAME.matcher(name).matches() || name.equals("default")) {
      throw new StartRefused(
          ExitCode.USAGE,
          "hash-key: "
              + Kinds.quoted(name)
              + " cannot be a key's name; write lower-case letters, digits and -, but not default");
    }
    Settings settings = new SettingsFlags(surroundings).read(written);
    String role = TokenCommand.role(written.one("--role").orElse(Role.USER.name()), settings);
    Set<Scope> scopes =
        written.one("--scope").map(TokenCommand::scopes).orElseGet(() -> Set.copyOf(Scope.BASIC));
    Duration life = life(written.one("--ttl").orElse("365d"));
    ApiKey key = ApiKey.random(new SecureRandom());
    surroundings.out().println(key.text());
    surroundings.out().flush();
    surroundings
        .err()
        .print(
            """
            Above is the key; it is shown this once. For doorward.yml:

            api-keys:
              %s:
                hash: %s
                roles: [%s]
                scopes: [%s]
                expires: %s
            """
                .formatted(
                    name,
                    key.hash(),
                    role,
                    scopes.stream().map(Scope::value).sorted().collect(Collectors.joining(", ")),
                    surroundings.clock().instant().plus(life).truncatedTo(ChronoUnit.SECONDS)));
    surroundings.err().flush();
    return ExitCode.OK;
  }

  private static Duration life(String text) {
    try {
      Duration life = Durations.parse(text);
      if (life.compareTo(Duration.ofSeconds(1)) >= 0 && life.compareTo(LONGEST) <= 0) {
        return life;
      }
    } catch (IllegalArgumentException _) {
      // Refused below, like a life out of bounds.
    }
    throw new StartRefused(
        ExitCode.USAGE,
        "--ttl: " + Kinds.quoted(text) + " is not a life a key can have; write 1s to 3650d");
  }
}

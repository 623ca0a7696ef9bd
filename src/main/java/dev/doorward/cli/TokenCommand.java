package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.cli.settings.Durations;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `doorward token`: prints an access token of the local issuer, alone, on standard output.
final class TokenCommand implements Command {
  private final Surroundings surroundings;

  TokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of("token", "Prints an access token of the local issuer.")
        .with("--role", "role", "What the bearer may do; developer unless given.")
        .with(
            "--scope",
            "scopes",
            "What narrows that, scopes with blanks between; all there are unless given.")
        .with(
            "--ttl",
            "duration",
            "How long it lives, such as 30m or 12h; 1h unless given, 7d at most.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    Settings settings = new SettingsFlags(surroundings).read(written);
    String role = role(written.one("--role").orElse(Role.DEVELOPER.name()), settings);
    Set<Scope> scopes = written.one("--scope").map(TokenCommand::scopes).orElse(Scope.ALL);
    Duration life = life(written.one("--ttl").orElse("1h"));
    requireLocal(settings);
    if (settings.http().port() == 0 && settings.issuer().audience().isEmpty()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.port: a token is for one address and 0 is none; name the server's port with --port");
    }
    LocalIssuer issuer = LocalTokens.issuer(settings, surroundings.clock());
    surroundings.out().println(LocalTokens.mint(issuer, settings, role, scopes, life));
    return ExitCode.OK;
  }

  private static void requireLocal(Settings settings) {
    settings
        .trustedIssuers()
        .forEach(
            (name, profile) -> {
              throw new StartRefused(
                  ExitCode.SETTINGS,
                  (name.equals("issuer") ? "issuer.name" : "issuers." + name)
                      + ": tokens come from "
                      + Kinds.quoted(profile.issuer())
                      + "; ask there, or unset it to use the local issuer");
            });
    if (!settings.usesLocalIssuer()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.host: beyond loopback nobody takes the local issuer's tokens; make a key with doorward"
              + " hash-key, or bind to 127.0.0.1");
    }
  }

  static String role(String role, Settings settings) {
    List<String> known =
        settings.access().roles().keySet().stream().map(Role::name).sorted().toList();
    if (!known.contains(role)) {
      throw new StartRefused(
          ExitCode.USAGE,
          "--role: "
              + Kinds.quoted(role)
              + " is no role; did you mean "
              + Nearest.to(role, known)
              + "?");
    }
    return role;
  }

  static Set<Scope> scopes(String text) {
    List<String> known = Scope.ALL.stream().map(Scope::value).sorted().toList();
    Set<Scope> scopes = new TreeSet<>();
    for (String name : text.strip().split(" +", -1)) {
      if (!known.contains(name)) {
        throw new StartRefused(
            ExitCode.USAGE,
            "--scope: "
                + Kinds.quoted(name)
                + " is no scope; did you mean "
                + Nearest.to(name, known)
                + "?");
      }
      scopes.add(Scope.of(name));
    }
    return scopes;
  }

  private static Duration life(String text) {
    try {
      Duration life = Durations.parse(text);
      if (life.compareTo(Duration.ofSeconds(1)) >= 0
          && life.compareTo(LocalIssuer.LONGEST_LIFE) <= 0) {
        return life;
      }
    } catch (IllegalArgumentException _) {
      // Refused below, like a life out of bounds.
    }
    throw new StartRefused(
        ExitCode.USAGE,
        "--ttl: "
            + Kinds.quoted(text)
            + " is not a life a token can have; write a duration from 1s to "
            + Durations.format(LocalIssuer.LONGEST_LIFE));
  }
}

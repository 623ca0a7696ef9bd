package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.cli.check.Examination;
import dev.doorward.cli.check.Finding;
import dev.doorward.cli.check.Format;
import dev.doorward.cli.check.Level;
import dev.doorward.cli.check.Report;
import dev.doorward.cli.check.Subject;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.ops.logging.Masking;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `doorward check`: goes through everything a start needs and, when told where, looks at a running
/// server as its clients see it.
final class CheckCommand implements Command {
  private static final int MOST_TOKEN_BYTES = 64 * 1024;
  private static final String TOKEN_FILE = "--token-file";
  private static final String URL = "--url";
  private static final String FORMAT = "--format";

  private final Surroundings surroundings;
  private final Doors doors;
  private final InputStream in;

  CheckCommand(Surroundings surroundings, Doors doors) {
    this(surroundings, doors, System.in);
  }

  /// @param in where a token is read from when the file's name is `-`
  CheckCommand(Surroundings surroundings, Doors doors, InputStream in) {
    this.surroundings = surroundings;
    this.doors = doors;
    this.in = in;
  }

  @Override
  public Form form() {
    return Form.of(
            "check", "Looks at all that a start needs, and at a running server; starts nothing.")
        .with(
            URL,
            "address",
            "A running server's address as clients know it, looked at from outside.")
        .with(
            TOKEN_FILE,
            "path",
            "A file with a token to judge, - for standard input; it is sent to --url only.")
        .with(FORMAT, "format", String.join(", ", Format.words()) + "; text unless given.")
        .withSettings()
        .withDangers();
  }

  @Override
  public ExitCode run(Words written) throws InterruptedException {
    Format format = format(written.one(FORMAT).orElse("text"));
    Optional<URI> url = written.one(URL).map(CheckCommand::address);
    Optional<String> token = written.one(TOKEN_FILE).map(this::token);
    token.ifPresent(Masking::add);
    Report report = new Report(findings(written, url, token));
    surroundings.out().print(format.write(report));
    surroundings.out().flush();
    return report.grade().passes() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private List<Finding> findings(Words written, Optional<URI> url, Optional<String> token)
      throws InterruptedException {
    SettingsFlags flags = new SettingsFlags(surroundings);
    Settings settings;
    try {
      settings = flags.read(written).accepting(Danger.flags(Danger.in(written)));
    } catch (SettingsRefused refused) {
      return List.of(CheckedStart.refused("configuration", refused.line()));
    } catch (PathRefused refused) {
      return List.of(CheckedStart.refused("configuration", refused.line()));
    }
    List<Finding> findings = new ArrayList<>();
    flags
        .sources(written)
        .forEach(
            (key, where) ->
                findings.add(
                    new Finding("configuration", Level.GOOD, key + " is set by " + where, "")));
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              "configuration", Level.GOOD, "nothing is set: every key has its default", ""));
    }
    findings.addAll(
        new CheckedStart(
                settings, Circumstances.of(written), doors, surroundings.clock(), url.isPresent())
            .findings());
    findings.addAll(new CheckedFolder(settings, surroundings.clock()).findings());
    CheckedTokens tokens = new CheckedTokens(settings, surroundings.clock());
    findings.addAll(tokens.refused());
    findings.addAll(Examination.of(subject(settings, tokens, url, token)));
    return findings;
  }

  private Subject subject(
      Settings settings, CheckedTokens tokens, Optional<URI> url, Optional<String> token) {
    return new Subject(
        URI.create(LocalTokens.endpoint(settings)),
        tokens.issuers(),
        settings.access().roles().keySet().stream()
            .map(Role::name)
            .collect(Collectors.toUnmodifiableSet()),
        url,
        token,
        token.isPresent() ? tokens.judge() : Optional.empty(),
        surroundings.clock());
  }

  private static Format format(String word) {
    if (!Format.words().contains(word)) {
      throw new StartRefused(
          ExitCode.USAGE,
          FORMAT
              + ": "
              + Kinds.quoted(word)
              + " is no format; did you mean "
              + Nearest.to(word, Format.words())
              + "?");
    }
    return Format.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The address without what clients may have written behind it.
  private static URI address(String written) {
    try {
      URI address = URI.create(written.replaceAll("/+$", "").replaceAll("/mcp$", ""));
      if (address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new StartRefused(
        ExitCode.USAGE,
        URL + ": " + Kinds.quoted(written) + " is no address; write it as https://mcp.example.org");
  }

  private String token(String place) {
    try (InputStream file = place.equals("-") ? in : Files.newInputStream(Path.of(place))) {
      byte[] bytes = file.readNBytes(MOST_TOKEN_BYTES + 1);
      String token = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length <= MOST_TOKEN_BYTES && !token.isEmpty()) {
        return token;
      }
    } catch (IOException | InvalidPathException _) {
      // Refused below, like a file without a token.
    }
    throw new StartRefused(
        ExitCode.PATH,
        TOKEN_FILE
            + ": no token of at most 64 KiB can be read there; write its path, or - for"
            + " standard input");
  }
}

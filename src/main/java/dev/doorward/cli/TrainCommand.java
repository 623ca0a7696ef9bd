package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.stdio.StandardStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// `doorward train`: takes one door through its usual work, so that the JVM can write its AOT
/// cache.
///
/// The launcher and the image build run it; it listens on free loopback ports only and is not shown
/// in the help.
final class TrainCommand implements Command {
  private static final int ROUNDS = 100;

  private final Surroundings surroundings;
  private final Doors doors;

  TrainCommand(Surroundings surroundings, Doors doors) {
    this.surroundings = surroundings;
    this.doors = doors;
  }

  @Override
  public Form form() {
    return Form.of("train", "Takes one door through its usual work.")
        .withWord("door", "http or stdio")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) throws InterruptedException {
    SettingsFlags flags = new SettingsFlags(surroundings);
    Path data = flags.read(written).data();
    DataFolder.prepare(data);
    Words full = withRooms(written, data);
    switch (written.word()) {
      case "stdio" -> stdio(full);
      case "http" -> http(flags.read(full));
      default ->
          throw new StartRefused(ExitCode.USAGE, "train: the door is unknown; write http or stdio");
    }
    return ExitCode.OK;
  }

  /// Rooms to look into and a file to read, so that the usual configured start finds its classes in
  /// the cache. A key with bounds is left out: a thousand classes of the validator would then be
  /// loaded at every start.
  private static Words withRooms(Words written, Path data) {
    Path skill = data.resolve("training").resolve("first-skill");
    Path config = data.resolve("training.yml");
    try {
      Files.createDirectories(skill);
      Files.writeString(
          skill.resolve("SKILL.md"),
          "---\nname: first-skill\ndescription: Here to be read in training.\n---\n\nNothing.\n");
      Files.writeString(config, "log:\n  level: info\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written
        .orElse(SettingsFlags.CONFIG, config.toString())
        .orElse("--skills", data.resolve("training").toString())
        .orElse("--workspace", skill.toString());
  }

  private void stdio(Words written) throws InterruptedException {
    String lines = String.join("\n", TrainingTalk.overStdio()) + "\n";
    StandardStreams real = StandardStreams.take();
    new StdioCommand(surroundings, doors)
        .run(
            written,
            new StandardStreams(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), real.out()));
  }

  private void http(Settings asked) {
    // Whatever is configured, training is for this machine and for ports nobody uses.
    Settings settings =
        StartChecks.settled(asked.withPorts(0, 0), Circumstances.ofThisProcess(Set.of()));
    int port = settings.http().port();
    LocalIssuer issuer = LocalTokens.issuer(settings, surroundings.clock());
    try (Doors.Listening _ =
        doors.http(
            settings,
            Optional.of(issuer),
            LocalTokens.audience(settings),
            SettingsAgain.never(settings))) {
      talk(port, LocalTokens.mint(issuer, settings, Role.DEVELOPER.name(), Duration.ofMinutes(10)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void talk(int port, String token) throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      for (TrainingTalk.Post post : TrainingTalk.overHttp()) {
        send(port, post.request(port, token));
      }
    }
  }

  private static void send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }
}

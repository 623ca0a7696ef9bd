package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.ops.Build;
import dev.doorward.ops.logging.LogStream;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `doorward serve`: opens the HTTP door and keeps it open until the process is told to end.
final class ServeCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  private final Surroundings surroundings;
  private final Doors doors;

  ServeCommand(Surroundings surroundings, Doors doors) {
    this.surroundings = surroundings;
    this.doors = doors;
  }

  @Override
  public Form form() {
    return Form.of("serve", "Serves remote clients over HTTP.").withSettings().withDangers();
  }

  @Override
  public ExitCode run(Words written) throws InterruptedException {
    Circumstances around = Circumstances.of(written);
    StartedWith again = new StartedWith(surroundings, doors, written, around);
    Settings asked = again.first();
    LogStream.standard().level(asked.log());
    Settings settings = StartChecks.settled(asked, around);
    again.settled(settings);
    doors.check(settings);
    DataFolder.prepare(settings.data());
    Optional<LocalIssuer> issuer =
        settings.usesLocalIssuer()
            ? Optional.of(LocalTokens.issuer(settings, surroundings.clock()))
            : Optional.empty();
    CountDownLatch closed = new CountDownLatch(1);
    Doors.Listening listening = doors.http(settings, issuer, LocalTokens.audience(settings), again);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("http-end")
                .unstarted(
                    () -> {
                      listening.close();
                      closed.countDown();
                    }));
    warn(around);
    if (again.file().isPresent()) {
      // Without a file there is nothing to read again, and a closed terminal ends the server.
      HangUp.atEach(listening::reload);
    }
    announce(settings);
    issuer.ifPresent(local -> welcome(settings, local));
    closed.await();
    return ExitCode.OK;
  }

  private static void announce(Settings settings) {
    LOG.atInfo()
        .addKeyValue("url", LocalTokens.endpoint(settings))
        .addKeyValue("management_port", settings.http().managementPort())
        .addKeyValue("version", Build.version())
        .addKeyValue("build", Build.id())
        .log("server.started");
  }

  /// One line that says all of it.
  private static void warn(Circumstances around) {
    if (!around.accepted().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("flags", String.join(" ", Danger.flags(around.accepted())))
          .log("dangerous.start");
    }
  }

  // The token is for this user's own machine: the local issuer never serves another one.
  private void welcome(Settings settings, LocalIssuer issuer) {
    String endpoint = LocalTokens.endpoint(settings);
    String token = LocalTokens.mint(issuer, settings, Role.DEVELOPER.name(), TOKEN_LIFE);
    PrintStream err = surroundings.err();
    err.println(
        """

        Doorward listens on %1$s

        Token (role developer, 12 hours; others: doorward token --role R --ttl D):
        %2$s

        Try it:
        %3$s

        Connect a client, for example Claude Code (.mcp.json; others: doorward client-config):
        %4$s
        """
            .formatted(
                endpoint,
                token,
                curl(endpoint, token),
                Snippets.overHttp(Snippets.Client.CLAUDE_CODE, endpoint, token)));
    err.flush();
  }

  private static String curl(String endpoint, String token) {
    return "curl -sS %s -H 'Authorization: Bearer %s' -H 'Content-Type: application/json'"
            .formatted(endpoint, token)
        + " -H 'Accept: application/json, text/event-stream' -H 'MCP-Protocol-Version: 2026-07-28'"
        + " -H 'Mcp-Method: tools/call' -H 'Mcp-Name: echo'"
        + " -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
        + "\"arguments\":{\"message\":\"hello\"},\"_meta\":{"
        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}'";
  }
}

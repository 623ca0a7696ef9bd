package dev.doorward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.doorward.cli.check.AnIssuer.Reply;
import dev.doorward.transport.http.auth.TokenOpinion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientStepsTest {
  private static final String METADATA = "/.well-known/oauth-protected-resource/mcp";

  private StepRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new StepRig();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void saysWhyATokenIsRefusedAndNeverShowsIt() {
    Subject refused = StepRig.judged(new TokenOpinion(false, "audience", Set.of()));

    Finding finding = rig.only(new TokenStep(), refused, Level.BROKEN);
    assertThat(finding.text())
        .isEqualTo("it would be refused (audience): it is for another server");
    assertThat(finding.fix()).contains("add its aud to audience of its");
    assertThat(finding.toString()).doesNotContain("the-token");
  }

  @Test
  void saysWhetherAnAcceptedTokenMayDoAnything() {
    assertThat(
            rig.levels(
                new TokenStep(), StepRig.judged(new TokenOpinion(true, "", Set.of("viewer")))))
        .containsExactly(Level.GOOD);
    assertThat(
            rig.only(
                    new TokenStep(),
                    StepRig.judged(new TokenOpinion(true, "", Set.of("stranger"))),
                    Level.BROKEN)
                .text())
        .contains("none of its roles is known here", "stranger");
  }

  @Test
  void acceptsAPublicAddressThatIsGuarded() {
    guarded(rig.server.address());

    assertThat(rig.levels(new PublicAddressStep(), rig.seenFromOutside()))
        .containsExactly(Level.GOOD, Level.GOOD, Level.GOOD, Level.GOOD, Level.GOOD);
  }

  @Test
  void seesWhatAProxyDoesToAPublicAddress() {
    guarded("https://mcp.example.org");
    assertThat(rig.levels(new PublicAddressStep(), rig.seenFromOutside()))
        .containsExactly(Level.GOOD, Level.BROKEN, Level.GOOD, Level.GOOD, Level.BROKEN);

    rig.server.answers(METADATA, Reply.json("{}"));
    rig.server.answers("/mcp", Reply.of(200));
    assertThat(rig.levels(new PublicAddressStep(), rig.seenFromOutside()))
        .as("a foreign origin is let in, and so is everybody")
        .containsExactly(Level.GOOD, Level.BROKEN, Level.REFUSED, Level.GOOD, Level.REFUSED);

    rig.server.answers(METADATA, Reply.of(403));
    assertThat(rig.only(new PublicAddressStep(), rig.seenFromOutside(), Level.BROKEN).fix())
        .contains("http.allowed-hosts");

    rig.server.close();
    assertThat(rig.only(new PublicAddressStep(), rig.seenFromOutside(), Level.BROKEN).text())
        .contains("nothing can be reached there");
  }

  @Test
  void seesThatPagesOfTheAddressItselfAreRefused() {
    String base = rig.server.address();
    guarded(base);
    rig.server.answers(
        METADATA,
        exchange ->
            exchange.getRequestHeaders().containsKey("Origin")
                ? Reply.of(403)
                : Reply.json("{\"resource\":\"" + base + "/mcp\"}"));

    assertThat(rig.only(new PublicAddressStep(), rig.seenFromOutside(), Level.BROKEN).text())
        .isEqualTo("the Origin " + base + " is answered with status 403");
  }

  @Test
  void seesAStreamThatIsAnsweredWhole() {
    rig.server.answers(
        "/mcp",
        exchange ->
            authorized(exchange)
                ? new Reply(200, Map.of("Content-Type", "text/event-stream"), "data: 1\n\n")
                : Reply.of(401));

    assertThat(rig.levels(new StreamStep(), rig.seenFromOutside())).containsExactly(Level.GOOD);

    rig.server.answers(
        "/mcp", new Reply(200, Map.of("Content-Type", "text/event-stream"), ": \n\n"));
    assertThat(rig.only(new StreamStep(), rig.seenFromOutside(), Level.BROKEN).fix())
        .contains("proxy_buffering off");

    rig.server.answers("/mcp", Reply.of(401));
    assertThat(rig.only(new StreamStep(), rig.seenFromOutside(), Level.BROKEN).text())
        .contains("status 401");
  }

  @Test
  void asksNothingWithoutAnAddressOrAToken() {
    Subject nothing = StepRig.subject("https://mcp.example.org/mcp");
    for (Step step : List.of(new PublicAddressStep(), new StreamStep(), new TokenStep())) {
      assertThat(rig.levels(step, nothing)).containsExactly(Level.SKIPPED);
    }
  }

  private void guarded(String base) {
    rig.server.answers(
        METADATA,
        exchange ->
            "https://foreign.invalid".equals(exchange.getRequestHeaders().getFirst("Origin"))
                ? Reply.of(403)
                : Reply.json("{\"resource\":\"" + base + "/mcp\"}"));
    rig.server.answers(
        "/mcp",
        Reply.of(401)
            .with("WWW-Authenticate", "Bearer resource_metadata=\"" + base + METADATA + "\""));
  }

  private static boolean authorized(HttpExchange exchange) {
    return "Bearer the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }
}

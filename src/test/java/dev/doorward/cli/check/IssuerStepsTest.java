package dev.doorward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import dev.doorward.cli.check.AnIssuer.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerStepsTest {
  private static final String DISCOVERY = "/.well-known/oauth-authorization-server/realm";

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
  void tellsClientsOfAnHttpsResourceOnly() {
    assertThat(rig.levels(new ResourceStep(), StepRig.subject("https://mcp.example.org/mcp")))
        .containsExactly(Level.GOOD, Level.SKIPPED);
    assertThat(rig.levels(new ResourceStep(), StepRig.subject("http://127.0.0.1:8080/mcp")))
        .containsExactly(Level.GOOD, Level.SKIPPED);
    assertThat(
            rig.only(
                    new ResourceStep(), StepRig.subject("http://mcp.example.org/mcp"), Level.BROKEN)
                .fix())
        .contains("http.public-url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/oauth-authorization-server/realm",
        "/.well-known/openid-configuration/realm",
        "/realm/.well-known/openid-configuration"
      })
  void findsMetadataWhereClientsLook(String place) {
    rig.server.answers(place, Reply.json(metadata(rig.issuer(), "S256")));

    assertThat(rig.levels(new AuthorizationServerStep(), rig.atIssuer()))
        .containsExactly(Level.GOOD);
  }

  @Test
  void namesAnIssuerThatCallsItselfSomethingElse() {
    rig.server.answers(DISCOVERY, Reply.json(metadata(rig.issuer() + "/", "S256")));

    Finding finding = rig.only(new AuthorizationServerStep(), rig.atIssuer(), Level.BROKEN);
    assertThat(finding.text()).contains("names the issuer '" + rig.issuer() + "/'");
    assertThat(finding.fix()).contains("issuer.name");
  }

  @Test
  void asksForPkceWithS256() {
    rig.server.answers(DISCOVERY, Reply.json(metadata(rig.issuer(), "plain")));

    assertThat(rig.only(new AuthorizationServerStep(), rig.atIssuer(), Level.BROKEN).text())
        .contains("PKCE with S256");
  }

  @Test
  void seesOtherKeysAndEndpointsThatAnybodyCouldSwap() {
    rig.server.answers(
        DISCOVERY,
        Reply.json(
            metadata(rig.issuer(), "S256")
                .replace(rig.issuer() + "/token", "http://id.example.org/token")
                .replace("/keys", "/other-keys")));

    List<Finding> findings = rig.examine(new AuthorizationServerStep(), rig.atIssuer());
    assertThat(findings).extracting(Finding::level).contains(Level.BROKEN, Level.WARNING);
    assertThat(findings)
        .anyMatch(finding -> finding.text().contains("token_endpoint is not https"));
    assertThat(findings).anyMatch(finding -> finding.text().contains("/other-keys"));
  }

  @Test
  void saysWhyAnIssuerCannotBeAsked() {
    assertThat(rig.only(new AuthorizationServerStep(), rig.atIssuer(), Level.BROKEN).text())
        .contains("no metadata where clients look (last status 404)");
    rig.server.close();
    assertThat(rig.only(new AuthorizationServerStep(), rig.atIssuer(), Level.BROKEN).text())
        .contains("nothing can be reached there");
    assertThat(
            rig.only(
                    new AuthorizationServerStep(),
                    StepRig.issuedBy("http://id.example.org", Optional.empty()),
                    Level.BROKEN)
                .text())
        .contains("plain http is for loopback only");
    assertThat(
            rig.levels(
                new AuthorizationServerStep(), StepRig.issuedBy("our-issuer", Optional.empty())))
        .containsExactly(Level.SKIPPED);
  }

  @Test
  void seesUsableKeys() throws Exception {
    rig.server.answers("/keys", Reply.json(new JWKSet(ecKey("k1").toPublicJWK()).toString()));

    assertThat(rig.levels(new KeysStep(), rig.atIssuer())).containsExactly(Level.GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"keys\":[]}", "{}", "", "<html>", "[1]"})
  void seesAnEmptyOrBrokenKeySet(String keys) {
    rig.server.answers("/keys", Reply.json(keys));

    assertThat(rig.only(new KeysStep(), rig.atIssuer(), Level.BROKEN).text())
        .contains("holds no key");
  }

  @Test
  void seesPublishedSecretsAndNamelessKeys() throws Exception {
    List<JWK> keys =
        List.of(
            ecKey("k1"),
            new ECKeyGenerator(Curve.P_256).generate().toPublicJWK(),
            new OctetSequenceKeyGenerator(256).generate());
    rig.server.answers("/keys", Reply.json(new JWKSet(keys).toString(false)));

    assertThat(rig.levels(new KeysStep(), rig.atIssuer()))
        .containsExactly(Level.GOOD, Level.REFUSED, Level.WARNING, Level.ADVICE);
  }

  @Test
  void seesKeysThatCannotBeHad() {
    assertThat(rig.only(new KeysStep(), rig.atIssuer(), Level.BROKEN).text())
        .contains("status 404");
    assertThat(
            rig.only(
                    new KeysStep(),
                    StepRig.issuedBy("x", Optional.of(Path.of("no", "such", "file").toString())),
                    Level.BROKEN)
                .text())
        .contains("the file cannot be read");
    assertThat(rig.levels(new KeysStep(), StepRig.issuedBy("x", Optional.empty())))
        .containsExactly(Level.WARNING);
  }

  @Test
  void comparesTheClock() {
    rig.server.answers(
        "/keys",
        Reply.json("{}").with("Date", AnIssuer.date(StepRig.NOW.minus(Duration.ofMinutes(5)))));
    rig.examine(new KeysStep(), rig.atIssuer());

    // The JDK's server writes a Date of its own over the one given, so any clock but now differs.
    assertThat(rig.only(new ClockStep(), rig.atIssuer(), Level.BROKEN).text())
        .contains("seconds", "127.0.0.1", "tokens are refused");
  }

  @Test
  void agreesWithAClockThatIsRight() {
    try (Probe now = new Probe(InstantSource.system())) {
      rig.server.answers("/keys", Reply.json("{}"));
      StepRig.examine(new KeysStep(), rig.atIssuer(), now);

      assertThat(StepRig.examine(new ClockStep(), rig.atIssuer(), now))
          .extracting(Finding::level)
          .containsExactly(Level.GOOD);
    }
  }

  @Test
  void givesUpOnAnAnswerThatIsTooLarge() {
    rig.server.answers("/keys", Reply.json("x".repeat(300 * 1024)));

    assertThat(rig.only(new KeysStep(), rig.atIssuer(), Level.BROKEN).text()).contains("too large");
  }

  private static JWK ecKey(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  private String metadata(String issuer, String challenge) {
    return """
    {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token",\
    "jwks_uri":"%s/keys","registration_endpoint":"%s/register",\
    "code_challenge_methods_supported":["%s"]}"""
        .formatted(
            issuer, rig.issuer(), rig.issuer(), rig.server.address(), rig.issuer(), challenge);
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import dev.doorward.transport.http.QuietHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A token is shown to nobody but the one who made it, and to nobody whose certificate is not good.
final class NeverShownTest {
  private static TrustedKeys keys;
  @TempDir Path folder;
  private static AskedProvider provider;
  private static AskedDoor door;

  @BeforeAll
  static void open() throws IOException {
    provider = new AskedProvider();
    provider.says(200, TrustedKeys.claims(Map.of("active", "true")));
    door = new AskedDoor(Map.of("opaque", opaque(false)));
  }

  @AfterAll
  static void close() {
    door.close();
    provider.close();
  }

  @BeforeEach
  void forget() {
    provider.questions.clear();
  }

  private static IssuerProfile opaque(boolean acceptsJwt) {
    LookupProfile lookup = AskedDoor.lookup(provider.at("/introspect"));
    return AskedDoor.introspection(
        new LookupProfile(
            lookup.endpoint(),
            lookup.client(),
            lookup.cache(),
            acceptsJwt,
            lookup.defaultRoles(),
            lookup.subjectRoles()));
  }

  private static synchronized TrustedKeys keys() throws JOSEException {
    if (keys == null) {
      keys = new TrustedKeys();
    }
    return keys;
  }

  private static String jwt(String issuer) throws JOSEException {
    return TrustedKeys.sign(
        keys().stranger,
        JWSAlgorithm.RS256,
        TrustedKeys.HEADER,
        TrustedKeys.claims(Map.of("iss", "\"" + issuer + "\"")));
  }

  static Stream<String> others() throws JOSEException {
    String header = TrustedKeys.encode("{\"alg\":\"none\"}");
    return Stream.of(
        jwt("https://stranger.example.org/"),
        jwt(TrustedKeys.ISSUER),
        header + "." + TrustedKeys.encode("{}") + ".",
        header + "." + TrustedKeys.encode("{}"),
        header + ".e30.sig.more",
        TrustedKeys.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..aXY.Y2lwaGVy.dGFn",
        TrustedKeys.encode("  {\"alg\":\"none\"}") + ".~~~.x",
        jwt("https://stranger.example.org/") + "=",
        jwt("https://stranger.example.org/").replaceFirst("\\.", "+."),
        "abc.def.ghi",
        "a.b.c.d.e",
        "gho_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghu_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghr_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
        "ya29.a0AfH6SMBx",
        "ya29.c.b0Aaekm1K",
        "dwk_0123456789");
  }

  @ParameterizedTest
  @MethodSource("others")
  void showsTheTokensOfOthersToNobody(String token) throws Exception {
    door.refuses(token);
    assertThat(provider.questions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "quo\"te", "per%20cent", "=", "==", "a=b", "com,ma", "{}"})
  void showsNobodyWhatIsNoToken(String token) throws Exception {
    door.refuses(token);
    assertThat(provider.questions).isEmpty();
  }

  @Test
  void showsNobodyWhatIsTooLong() throws Exception {
    door.refuses("a".repeat(2_049));
    assertThat(provider.questions).isEmpty();
    door.enters("a".repeat(2_048));
  }

  @Test
  void asksAboutAJwtOfTheServersOwnOnlyWhereToldSo() throws Exception {
    String header = TrustedKeys.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}");
    try (AskedDoor open = new AskedDoor(Map.of("opaque", opaque(true)))) {
      open.enters(jwt(TrustedKeys.ISSUER));
      assertThat(provider.questions).hasSize(1);

      for (String other :
          List.of(
              jwt("https://stranger.example.org/"),
              jwt(TrustedKeys.ISSUER + "x"),
              header + "..aXY.Y2lwaGVy.dGFn",
              "abc.def.ghi")) {
        open.refuses(other);
      }
      assertThat(provider.questions).hasSize(1);
    }
  }

  @Test
  void keepsSignedTokensToThoseWhoReadSignatures() throws Exception {
    Map<String, IssuerProfile> profiles = new HashMap<>();
    Path file = folder.resolve("keys.json");
    Files.writeString(file, new JWKSet(keys().rsa.toPublicJWK()).toString());
    profiles.put(
        "signed",
        new IssuerSettings(
                Optional.of(TrustedKeys.OTHER),
                Optional.of(file.toString()),
                Optional.empty(),
                List.of(),
                List.of("RS256"),
                List.of("at+jwt"),
                "roles",
                Optional.empty(),
                Optional.empty())
            .profile()
            .orElseThrow());
    profiles.put("opaque", opaque(true));
    try (AskedDoor both = new AskedDoor(profiles)) {
      both.enters(
          keys()
              .signed(
                  TrustedKeys.HEADER,
                  TrustedKeys.claims(Map.of("iss", "\"" + TrustedKeys.OTHER + "\""))));
      both.refuses(jwt(TrustedKeys.OTHER));
      assertThat(provider.questions).isEmpty();
      both.enters("2YotnFZFEjr1zCsicMWpAA");
      assertThat(provider.questions).hasSize(1);
    }
  }

  @Test
  void showsATokenToNobodyWithAnUnknownCertificate() throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    String good = TrustedKeys.claims(Map.of("active", "true"));
    try (AskedProvider known = new AskedProvider(certificates.trusted());
        AskedProvider unknown = new AskedProvider(certificates.untrusted());
        AskedDoor right =
            new AskedDoor(
                Map.of("known", AskedDoor.introspection(AskedDoor.lookup(known.at("/")))),
                trusting(certificates.client()),
                QuietHouse.beans());
        AskedDoor mistaken =
            new AskedDoor(
                Map.of("unknown", AskedDoor.introspection(AskedDoor.lookup(unknown.at("/")))),
                trusting(certificates.client()),
                QuietHouse.beans())) {
      known.says(200, good);
      unknown.says(200, good);
      right.enters("2YotnFZFEjr1zCsicMWpAA");
      mistaken.cannotTell("2YotnFZFEjr1zCsicMWpAA");
      assertThat(unknown.questions).isEmpty();
    }
  }

  /// What asks providers takes the trust of the process as it is when it is made.
  private static ProviderClient trusting(SSLContext context) throws Exception {
    SSLContext usual = SSLContext.getDefault();
    SSLContext.setDefault(context);
    try {
      return new ProviderClient(Duration.ofSeconds(5));
    } finally {
      SSLContext.setDefault(usual);
    }
  }
}

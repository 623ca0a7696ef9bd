package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that some library or other has let through. Each is refused for the thing that is wrong
/// with it; `RefusedTokensAtTheDoorTest` sends the same ones over the wire.
final class RefusedTokensTest {
  @TempDir static Path folder;

  private static TrustedKeys keys;
  private static TokenVerifier verifier;

  @BeforeAll
  static void open() throws JOSEException, IOException {
    verifier = keys().accepted(folder).verifier();
  }

  private static synchronized TrustedKeys keys() throws JOSEException {
    if (keys == null) {
      keys = new TrustedKeys();
    }
    return keys;
  }

  static List<TokenCase> refused() throws JOSEException {
    return TokenCases.refused(keys());
  }

  static List<TokenCase> accepted() throws JOSEException {
    return TokenCases.accepted(keys());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsWhatTheOthersAreMadeFrom(TokenCase good) {
    assertThat(judge(good.token())).isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesEachForItsReason(TokenCase bad) {
    assertThat(judge(bad.token()))
        .isInstanceOfSatisfying(
            Verification.Rejected.class,
            rejected -> assertThat(bad.reason().split("\\|", -1)).contains(rejected.reason()));
  }

  @Test
  void triesEnoughUnderDifferentNames() throws JOSEException {
    assertThat(refused()).hasSizeGreaterThanOrEqualTo(110);
    assertThat(refused().stream().map(TokenCase::name)).doesNotHaveDuplicates();
    assertThat(Arrays.asList(refused().stream().map(TokenCase::token).toArray()))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatIsTooLargeToBeAnAccessToken() {
    String filler = "\"" + "x".repeat(8_192) + "\"";

    assertThat(judge(keys.signed(TrustedKeys.HEADER, TrustedKeys.claims(Map.of("f", filler)))))
        .isEqualTo(new Verification.Rejected("too_long"));
  }

  private static Verification judge(String token) {
    return verifier.verify(token, VerifiedTokens.digest(token));
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The one issuer that shares a secret with us.
final class SharedSecretTest {
  private static final String SECRET = "q8Zr3VbN1xKc7Ty5" + "Lm0PwSd9Ef2Gh4Ja6";
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}";

  private final TokenVerifier verifier =
      AccessTokens.external(
              Map.of(
                  "issuer",
                  new IssuerSettings(
                          Optional.of(TrustedKeys.ISSUER),
                          Optional.empty(),
                          Optional.of(new Secret(SECRET)),
                          List.of(),
                          List.of("RS256"),
                          List.of("at+jwt"),
                          "roles",
                          Optional.empty(),
                          Optional.empty())
                      .profile()
                      .orElseThrow()),
              TrustedKeys.AUDIENCE,
              () -> TrustedKeys.NOW)
          .verifier();

  @Test
  void acceptsATokenSignedWithTheSecret() throws JOSEException {
    assertThat(judge(mac(HEADER, SECRET))).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void refusesAnotherSecretAndAnyKey() throws JOSEException {
    assertThat(judge(mac(HEADER, SECRET + "x"))).isEqualTo(new Verification.Rejected("signature"));
    assertThat(
            judge(
                TrustedKeys.sign(
                    new RSAKeyGenerator(2048).generate(),
                    JWSAlgorithm.RS256,
                    TrustedKeys.HEADER,
                    TrustedKeys.claims(Map.of()))))
        .isEqualTo(new Verification.Rejected("algorithm"));
  }

  private static String mac(String header, String secret) throws JOSEException {
    String content =
        TrustedKeys.encode(header) + "." + TrustedKeys.encode(TrustedKeys.claims(Map.of()));
    return content
        + "."
        + new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), TrustedKeys.bytes(content));
  }

  private Verification judge(String token) {
    return verifier.verify(token, VerifiedTokens.digest(token));
  }
}

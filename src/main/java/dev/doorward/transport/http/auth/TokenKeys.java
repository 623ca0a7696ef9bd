package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.doorward.transport.http.pkcs11.KeyToken;
import dev.doorward.transport.http.pkcs11.KeyToken.TokenKey;
import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import java.security.interfaces.RSAPublicKey;

/// One RSA key of the local issuer in a PKCS#11 token, which signs there. It has no second key and
/// is not replaced by itself; issuer and key are named after its public part, so that every process
/// with the same key is the same issuer.
final class TokenKeys implements SigningKeys {
  private static final String SETTING = "http.pkcs11.issuer-key";
  private static final int LEAST_BITS = 2048;

  private final RSAKey shown;
  private final Signing signing;

  private TokenKeys(RSAKey shown, Signing signing) {
    this.shown = shown;
    this.signing = signing;
  }

  /// Opens the token; the settings name a key.
  ///
  /// @throws TokenRefused when there is none that signs
  static TokenKeys open(Pkcs11Settings settings) {
    TokenKey key = KeyToken.open(settings).key(SETTING, settings.issuerKey().orElseThrow());
    if (!(key.certificate().getPublicKey() instanceof RSAPublicKey counterpart)
        || counterpart.getModulus().bitLength() < LEAST_BITS) {
      throw new TokenRefused(
          SETTING, "it is no RSA key of at least 2048 bits; make one in the token and name it");
    }
    try {
      RSAKey named =
          new RSAKey.Builder(counterpart)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint()
              .build();
      RSASSASigner signer = new RSASSASigner(key.key());
      signer.getJCAContext().setProvider(key.provider());
      Signing signing = new Signing(named.getKeyID(), signer);
      if (signs(signing, counterpart)) {
        return new TokenKeys(named, signing);
      }
    } catch (JOSEException _) {
      // Refused below, like a signature that nobody would accept.
    }
    throw new TokenRefused(
        SETTING,
        "the token does not sign with it, or the certificate beside it is another key's; allow it to"
            + " sign (CKA_SIGN), and import the certificate that belongs to it");
  }

  private static boolean signs(Signing signing, RSAPublicKey counterpart) throws JOSEException {
    SignedJWT probe =
        new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), new JWTClaimsSet.Builder().build());
    probe.sign(signing.signer());
    return probe.verify(new RSASSAVerifier(counterpart));
  }

  @Override
  public String instance() {
    return shown.getKeyID();
  }

  @Override
  public JWKSet publicKeys() {
    return new JWKSet(shown);
  }

  @Override
  public Signing signing() {
    return signing;
  }
}

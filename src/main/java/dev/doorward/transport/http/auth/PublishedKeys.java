package dev.doorward.transport.http.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/// What can be said of a published key set (RFC 7517) without using it.
///
/// @param usable how many keys can check a signature here
/// @param unusable how many cannot
/// @param nameless whether a usable one has no key id
/// @param secretParts whether it gives away private or shared keys
public record PublishedKeys(int usable, int unusable, boolean nameless, boolean secretParts) {
  private static final int LEAST_RSA_BITS = 2048;

  /// Reads a key set; one that cannot be read holds nothing.
  public static PublishedKeys of(byte[] json) {
    JWKSet keys;
    try {
      keys = JWKSet.parse(new String(json, StandardCharsets.UTF_8));
    } catch (ParseException | IllegalArgumentException _) {
      return new PublishedKeys(0, 0, false, false);
    }
    int usable = 0;
    boolean nameless = false;
    boolean secret = false;
    for (JWK key : keys.getKeys()) {
      secret |= key.isPrivate() || key instanceof OctetSequenceKey;
      if (verifies(key)) {
        usable++;
        nameless |= key.getKeyID() == null;
      }
    }
    return new PublishedKeys(usable, keys.size() - usable, nameless, secret);
  }

  private static boolean verifies(JWK key) {
    if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
      return false;
    }
    return (key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS)
        || (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()));
  }
}

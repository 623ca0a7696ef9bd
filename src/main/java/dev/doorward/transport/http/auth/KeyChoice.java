package dev.doorward.transport.http.auth;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.util.List;

/// Which keys of a set may verify a token.
final class KeyChoice {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_KEYS = 100;

  private KeyChoice() {}

  /// The public keys of a set that can verify signatures; a set without any is an outage of the
  /// issuer, whatever its status says, and must not replace keys that are known.
  static JWKSet usable(JWKSet set) throws IOException {
    List<JWK> usable =
        set.getKeys().stream().filter(KeyChoice::verifies).map(JWK::toPublicJWK).toList();
    if (usable.isEmpty()) {
      throw new IOException("the issuer's key set holds no key that verifies signatures");
    }
    if (usable.size() > MOST_KEYS) {
      throw new IOException("the issuer's key set holds more than " + MOST_KEYS + " keys");
    }
    return new JWKSet(usable);
  }

  private static boolean verifies(JWK key) {
    if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
      return false;
    }
    return key instanceof ECKey || (key instanceof RSAKey && key.size() >= LEAST_RSA_BITS);
  }

  /// The keys that a token's header asks for. One that names none is not matched against several:
  /// which of them signed would be a guess.
  static List<JWK> of(JWKSet set, JWKSelector selector) {
    boolean names = selector.getMatcher().getKeyIDs() != null;
    return names || set.size() == 1 ? selector.select(set) : List.of();
  }
}

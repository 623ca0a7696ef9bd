package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWKSet;

/// The local issuer's keys, wherever they are.
interface SigningKeys {
  /// What signs the next token, with RS256.
  record Signing(String keyId, JWSSigner signer) {}

  /// What tells this issuer from other local ones.
  String instance();

  /// The keys that verify its tokens now, public parts only.
  JWKSet publicKeys();

  /// The key that signs now; throws [KeyRefused] when it must not be used any more.
  Signing signing();
}

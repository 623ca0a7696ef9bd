package dev.doorward.transport.http.tls;

import java.security.KeyStore;
import java.time.Instant;
import java.util.Optional;

/// What the files held when they were read and found good.
///
/// @param keys the certificate with its chain and key, under the password [#PASSWORD]
/// @param clientAuthorities whose client certificates are taken
/// @param until when the certificate ends
public record Certificates(KeyStore keys, Optional<KeyStore> clientAuthorities, Instant until) {
  /// A key store in memory needs a password by its form; it guards nothing.
  public static final String PASSWORD = "in-memory";
}

package dev.doorward.transport.http.pkcs11;

import dev.doorward.transport.http.auth.Secret;
import io.micronaut.core.annotation.Introspected;
import java.nio.file.Path;
import java.util.Optional;

/// Which keys stay in a PKCS#11 token, and how to get at it.
///
/// @param config the JDK's configuration file of its PKCS#11 provider: name, library and slot
/// @param pin what the token asks of its user
/// @param tlsKey the label of the key that belongs to the server's certificate
/// @param issuerKey the label of the local issuer's key
@Introspected
public record Pkcs11Settings(
    Optional<Path> config,
    Optional<Secret> pin,
    Optional<String> tlsKey,
    Optional<String> issuerKey) {
  /// What holds when nothing else is configured: no token.
  public static final Pkcs11Settings DEFAULTS =
      new Pkcs11Settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

package dev.doorward.transport.http.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// Where clients find the authorization server that an issuer's name names (RFC 8414, section 2).
final class IssuerAddress {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private IssuerAddress() {}

  /// The address to tell clients: the name itself when it is an https address, or an http address
  /// on loopback, as a developer's own server has; empty for every other name.
  static Optional<URI> of(String name) {
    try {
      URI address = new URI(name);
      String host = address.getHost();
      return host != null
              && ("https".equals(address.getScheme())
                  || ("http".equals(address.getScheme()) && LOOPBACK_NAMES.contains(host)))
          ? Optional.of(address)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}

package dev.doorward.transport.http;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which `Host` and `Origin` values are answered at all, on every listener (defence against DNS
/// rebinding; specification: basic/transports/streamable-http, "Security & Endpoint").
final class EdgePolicy {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopback;
  private final int probedPort;
  private final Set<String> hosts;
  private final Set<String> origins;
  // The name that was allowed last: most requests come for the same one.
  private volatile String lastAllowed = "";

  /// Learns the rules from the settings and the ports that were really taken.
  EdgePolicy(HttpSettings settings, int port, int managementPort) {
    this.loopback = settings.loopback();
    boolean probed = managementPort != port && !HttpSettings.isLoopback(settings.managementHost());
    this.probedPort = probed ? managementPort : 0;
    Set<String> allowedHosts = new HashSet<>();
    settings.allowedHosts().forEach(host -> allowedHosts.add(host.toLowerCase(Locale.ROOT)));
    Set<String> allowedOrigins = new HashSet<>();
    settings
        .allowedOrigins()
        .forEach(origin -> allowedOrigins.add(origin.toLowerCase(Locale.ROOT)));
    settings
        .publicUrl()
        .ifPresent(
            url -> {
              allowedHosts.add(url.getRawAuthority().toLowerCase(Locale.ROOT));
              allowedOrigins.add(originOf(url));
            });
    if (loopback) {
      LOOPBACK_NAMES.forEach(
          name -> allowedOrigins.add(settings.scheme() + "://" + name + ":" + port));
    }
    this.hosts = Set.copyOf(allowedHosts);
    this.origins = Set.copyOf(allowedOrigins);
  }

  /// Tells whether exactly one `Host` came and it is one of ours. Probes and scrapers name the
  /// address of a pod that nobody knows before, so a management listener that others can reach
  /// takes any: what it says without a token is only that the server is up.
  ///
  /// @param listenerPort the port the request came in at
  boolean allowsHost(List<String> values, int listenerPort) {
    if (values.size() != 1) {
      return false;
    }
    if (probedPort != 0 && listenerPort == probedPort) {
      return true;
    }
    String name = values.getFirst();
    if (!name.isEmpty() && name.equals(lastAllowed)) {
      return true;
    }
    String host = name.toLowerCase(Locale.ROOT);
    boolean allowed =
        hosts.contains(host) || (loopback && LOOPBACK_NAMES.contains(withoutPort(host)));
    if (allowed) {
      lastAllowed = name;
    }
    return allowed;
  }

  /// Tells whether no `Origin` came, or exactly one and it is allowed; `null` never is.
  boolean allowsOrigin(List<String> values) {
    return values.isEmpty()
        || (values.size() == 1 && origins.contains(values.getFirst().toLowerCase(Locale.ROOT)));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']') && isPort(host.substring(colon + 1));
    return hasPort ? host.substring(0, colon) : host;
  }

  private static boolean isPort(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 5;
  }

  private static String originOf(URI url) {
    return (url.getScheme() + "://" + url.getRawAuthority()).toLowerCase(Locale.ROOT);
  }

  /// Which origin to name in CORS headers: the one that came, when it is allowed.
  Optional<String> corsOrigin(List<String> values) {
    return values.size() == 1 && allowsOrigin(values)
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }
}

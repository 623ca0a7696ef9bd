package dev.doorward.transport.http;

import dev.doorward.limit.Network;
import dev.doorward.transport.http.auth.Whereabouts;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Where a request comes from. What a header says about it counts only as far as trusted proxies
/// have written it: the rightmost address that is not theirs is the client's. Everybody else's
/// forwarded headers are ignored.
public final class ClientAddresses implements Whereabouts {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final int MOST_HOPS = 32;

  private final List<Network> proxies;

  /// @param proxies the networks of the trusted proxies
  public ClientAddresses(List<Network> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  /// The client's address; where a proxy wrote nothing readable, the last one that is known.
  public InetAddress of(HttpRequest<?> request) {
    return of(
        request.getRemoteAddress(),
        trusts(request.getRemoteAddress().getAddress())
            ? request.getHeaders().getAll(FORWARDED_FOR)
            : List.of());
  }

  InetAddress of(InetSocketAddress peer, List<String> forwarded) {
    InetAddress nearest = peer.getAddress();
    if (!trusts(nearest)) {
      return nearest;
    }
    String[] hops = String.join(",", forwarded).split(",", -1);
    for (int i = hops.length - 1; i >= 0 && i >= hops.length - MOST_HOPS; i--) {
      try {
        nearest = InetAddress.ofLiteral(withoutPort(hops[i].strip()));
      } catch (IllegalArgumentException _) {
        return nearest;
      }
      if (!trusts(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  @Override
  public Network source(HttpRequest<?> request) {
    return Network.around(of(request));
  }

  @Override
  public boolean isForwarded(HttpRequest<?> request) {
    return !proxies.isEmpty() && trusts(request.getRemoteAddress().getAddress());
  }

  /// Whether an address is a trusted proxy's.
  boolean trusts(InetAddress address) {
    for (Network proxy : proxies) {
      if (proxy.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /// Some proxies write the port too: `192.0.2.1:4711` or `[2001:db8::1]:4711`.
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}

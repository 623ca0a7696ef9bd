package dev.doorward.transport.http.auth;

import java.util.Set;

/// Which API keys and client certificates are accepted at one time: made whole, then used in place
/// of those before.
public final class Machines {
  private final AcceptedKeys keys;
  private final KnownClients clients;

  Machines(AcceptedKeys keys, KnownClients clients) {
    this.keys = keys;
    this.clients = clients;
  }

  /// The names of the profiles of clients whose authority's file holds something else for others.
  public Set<String> otherAuthorities(Machines others) {
    return clients.otherAuthorities(others.clients);
  }

  /// Whether others are the same keys and clients.
  boolean same(Machines others) {
    return keys.same(others.keys) && clients.same(others.clients);
  }

  AcceptedKeys keys() {
    return keys;
  }

  KnownClients clients() {
    return clients;
  }
}

package dev.doorward;

import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.CallerId;
import dev.doorward.limit.AddressLimiter;
import dev.doorward.ops.logging.LogStream;
import dev.doorward.transport.http.HttpDoor;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.Machines;
import dev.doorward.transport.http.auth.Trust;
import java.util.Set;

/// The parts of a house with an open HTTP door that can live by other settings.
record RunningHouse(
    Composition house, HttpDoor door, AccessTokens tokens, AddressLimiter addresses) {

  AuditTrail audit() {
    return house.audit();
  }

  /// Lives by other settings from now on; nothing in here can fail or be refused.
  void live(Settings before, Settings next, Trust trust, Machines machines) {
    Set<String> issuers = tokens.use(trust);
    Set<CallerId> callers = tokens.use(machines);
    house.live(before, next);
    addresses.reconfigure(next.limit());
    LogStream.standard().level(next.log());
    door.retold(
        HouseDoors.scopes(next),
        caller -> issuers.contains(caller.issuer()) || callers.contains(caller));
  }
}

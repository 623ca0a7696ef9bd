package dev.doorward.transport.http;

import dev.doorward.audit.AuditEvent;
import dev.doorward.audit.AuditEvent.TurnedAway;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Caller;
import dev.doorward.transport.http.auth.CallerAuthentication;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/// Puts into the audit trail whom the HTTP door turns away before the gateway sees anything.
@Singleton
final class DoorAudit {
  private final AuditTrail audit;
  private final ClientAddresses clients;

  DoorAudit(AuditTrail audit, ClientAddresses clients) {
    this.audit = audit;
    this.clients = clients;
  }

  /// A credential that was found good just now, and whose it is.
  void authenticated(HttpRequest<?> request, Caller caller) {
    audit.authenticated(new AuditEvent.Authenticated(caller, clients.of(request).getHostAddress()));
  }

  /// A caller whose credential is judged whole at every request: told once for its connection.
  void heard(HttpRequest<?> request, CallerAuthentication known) {
    if (known.news()) {
      authenticated(request, known.caller());
      known.told(request);
    }
  }

  /// A request that no honest client makes, or that could not even be read.
  void violation(HttpRequest<?> request, DoorError error) {
    turnedAway(request, TurnedAway.Kind.SECURITY_VIOLATION, error.label());
  }

  /// A request without a good credential.
  ///
  /// @param reason a fixed class, never what was sent
  void unauthenticated(HttpRequest<?> request, String reason) {
    turnedAway(request, TurnedAway.Kind.AUTHENTICATION, reason);
  }

  /// A request too many, or one of an address that is locked out.
  ///
  /// @param reason the code of the answer
  void limited(HttpRequest<?> request, String reason) {
    turnedAway(request, TurnedAway.Kind.RATE_LIMIT, reason);
  }

  /// A good credential that is not for this.
  void forbidden(HttpRequest<?> request) {
    turnedAway(request, TurnedAway.Kind.AUTHORIZATION, DoorError.FORBIDDEN.label());
  }

  /// Somebody the operator blocked.
  void blocked(HttpRequest<?> request) {
    turnedAway(request, TurnedAway.Kind.AUTHORIZATION, DoorError.BLOCKED.label());
  }

  private void turnedAway(HttpRequest<?> request, TurnedAway.Kind kind, String reason) {
    String address = clients.of(request).getHostAddress();
    audit.turnedAway(new TurnedAway(kind, reason, address));
  }
}

package dev.doorward.audit;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything an audit line can tell. A line begins with its time and the event's name, then comes
/// what the event says of itself.
public sealed interface AuditEvent
    permits AuditEvent.Intent,
        AuditEvent.Outcome,
        AuditEvent.RefusalsCounted,
        AuditEvent.Authenticated,
        AuditEvent.AuthenticationsCounted,
        AuditEvent.TurnedAway,
        AuditEvent.TurnedAwayCounted,
        AuditEvent.Started,
        AuditEvent.Configured,
        AuditEvent.Reconfigured,
        AuditEvent.Stopped,
        AuditEvent.FileBegun,
        AuditEvent.SetAside,
        AuditEvent.Removed,
        BlockEvent,
        BlockEvent.Counted,
        BlockEvent.Kept {

  /// The name in the line's `event`.
  String label();

  /// Adds what the event says.
  void tell(AuditLine line);

  /// An operation is about to be judged.
  record Intent(AuditEntry entry) implements AuditEvent {
    @Override
    public String label() {
      return "intent";
    }

    @Override
    public void tell(AuditLine line) {
      entry.tell(line);
      entry.describeArguments(line);
    }
  }

  /// An operation has ended.
  ///
  /// @param decision `completed`, `input_required`, `refused` or `faulted`
  /// @param reason the refusal's code or the incident's id; empty for neither
  record Outcome(AuditEntry entry, String decision, Optional<String> reason, Duration took)
      implements AuditEvent {
    @Override
    public String label() {
      return "outcome";
    }

    @Override
    public void tell(AuditLine line) {
      entry.tell(line);
      line.text("decision", decision);
      reason.ifPresent(text -> line.text("reason", text));
      entry.tellServed(line);
      line.number("duration_us", took.toNanos() / 1_000);
    }
  }

  /// Refusals of one caller in a minute that were not written one by one.
  record RefusalsCounted(CallerId caller, long count) implements AuditEvent {
    @Override
    public String label() {
      return "refusals_counted";
    }

    @Override
    public void tell(AuditLine line) {
      line.caller(caller).number("count", count);
    }
  }

  /// A credential was judged in full at the HTTP door and found good; while it is remembered its
  /// requests write no other such line.
  ///
  /// @param address where the connection comes from
  record Authenticated(Caller caller, String address) implements AuditEvent {
    @Override
    public String label() {
      return "authentication";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("decision", "accepted")
          .caller(caller.id())
          .text("client_id", caller.clientId())
          .text("credential", caller.credential())
          .text("door", caller.door().label())
          .text("address", address);
    }
  }

  /// Good credentials of one caller in a minute that were not written one by one.
  record AuthenticationsCounted(CallerId caller, long count) implements AuditEvent {
    @Override
    public String label() {
      return "authentication_counted";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("decision", "accepted").caller(caller).number("count", count);
    }
  }

  /// Somebody whom nobody knows was turned away at the HTTP door. Only the first of a minute are
  /// written one by one.
  ///
  /// @param kind what was refused
  /// @param reason a fixed class or the stable code of the error
  /// @param address where the connection comes from
  record TurnedAway(Kind kind, String reason, String address) implements AuditEvent {
    /// What a request can be turned away for.
    public enum Kind {
      /// No credential, or one that is not good.
      AUTHENTICATION,
      /// A good credential that is not for this.
      AUTHORIZATION,
      /// More than an address may ask while nobody is known there, or any after bad credentials.
      RATE_LIMIT,
      /// A request no honest client makes: a foreign host or origin, two credentials.
      SECURITY_VIOLATION
    }

    @Override
    public String label() {
      return label(kind);
    }

    @Override
    public void tell(AuditLine line) {
      line.text("decision", "refused")
          .text("reason", reason)
          .text("door", "http")
          .text("address", address);
    }

    private static String label(Kind kind) {
      return switch (kind) {
        case AUTHENTICATION -> "authentication";
        case AUTHORIZATION -> "authorization";
        case RATE_LIMIT -> "rate_limit";
        case SECURITY_VIOLATION -> "security_violation";
      };
    }
  }

  /// Requests of a minute that were turned away and not written one by one.
  record TurnedAwayCounted(TurnedAway.Kind kind, String reason, long count) implements AuditEvent {
    @Override
    public String label() {
      return TurnedAway.label(kind) + "_counted";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("decision", "refused").text("reason", reason).number("count", count);
    }
  }

  /// A door is about to open.
  record Started(String door, String version, String build) implements AuditEvent {
    @Override
    public String label() {
      return "start";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("door", door)
          .text("version", version)
          .text("build", build)
          .number("process", ProcessHandle.current().pid());
    }
  }

  /// Which keys the operator set, at a start; never a value.
  record Configured(List<String> keys) implements AuditEvent {
    @Override
    public String label() {
      return "configuration";
    }

    @Override
    public void tell(AuditLine line) {
      line.texts("keys", keys);
    }
  }

  /// The settings were read again while a door was open; never a value.
  ///
  /// @param taken whether they hold now; else the last good ones do
  /// @param keys which keys changed
  /// @param waiting which keys differ and only hold after a restart
  record Reconfigured(boolean taken, List<String> keys, List<String> waiting)
      implements AuditEvent {
    @Override
    public String label() {
      return "configuration";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("decision", taken ? "completed" : "refused").texts("keys", keys);
      if (!waiting.isEmpty()) {
        line.texts("needs_restart", waiting);
      }
    }
  }

  /// The door has closed; nothing follows but another start.
  record Stopped() implements AuditEvent {
    @Override
    public String label() {
      return "stop";
    }

    @Override
    public void tell(AuditLine line) {
      // The time and the name say it.
    }
  }

  /// A file was begun; the first line of each says what came before it.
  ///
  /// @param chain the chain's id
  /// @param previous the chain value of the line before, in another file or none
  record FileBegun(String chain, String previous) implements AuditEvent {
    @Override
    public String label() {
      return "file_begun";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("chain", chain).text("previous", previous);
    }
  }

  /// A file found at the start does not continue with the key and was moved out of the way.
  record SetAside(String file) implements AuditEvent {
    @Override
    public String label() {
      return "file_set_aside";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("file", file);
    }
  }

  /// A file older than `audit.keep` was removed.
  record Removed(String file) implements AuditEvent {
    @Override
    public String label() {
      return "file_removed";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("file", file);
    }
  }
}

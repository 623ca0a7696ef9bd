package dev.doorward.audit;

import java.time.Instant;
import java.util.Optional;

/// One entry of the block list that a running server has taken up, let go, or found there when it
/// started.
///
/// @param change `held` (at the start), `added`, `removed` or `ended`
/// @param kind what the value is: `address`, `token`, `subject` or `client`
/// @param value what is blocked; written like every subject if it is one
/// @param issuer of which issuer's subjects only; empty for all
/// @param reason why, in the operator's words
/// @param until when it ends
public record BlockEvent(
    String change, String kind, String value, Optional<String> issuer, String reason, Instant until)
    implements AuditEvent {
  private static final String LABEL = "block";

  @Override
  public String label() {
    return LABEL;
  }

  @Override
  public void tell(AuditLine line) {
    line.text("change", change).text("kind", kind);
    if (kind.equals("subject")) {
      line.subject(issuer.orElse(""), value);
    } else {
      line.text("value", value);
    }
    line.text("reason", reason).text("until", until.toString());
  }

  /// Entries that were taken up or let go at once and not written one by one.
  public record Counted(String change, long count) implements AuditEvent {
    @Override
    public String label() {
      return "block_counted";
    }

    @Override
    public void tell(AuditLine line) {
      line.text("change", change).number("count", count);
    }
  }

  /// The list cannot be used; the last good one holds on.
  ///
  /// @param count how many entries that one has
  public record Kept(long count) implements AuditEvent {
    @Override
    public String label() {
      return LABEL;
    }

    @Override
    public void tell(AuditLine line) {
      line.text("change", "kept").text("decision", "refused").number("count", count);
    }
  }
}

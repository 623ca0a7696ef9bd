package dev.doorward.audit;

import dev.doorward.caller.Caller;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What lines say of callers, encoded once for as long as a caller is the same object: whoever is
/// remembered at the door comes with the same one again and again. Of many callers those that came
/// last are known.
final class CallerFields {
  private static final int PLACES = 1_024;

  private record Known(Caller caller, AuditLine fields) {}

  private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(PLACES);
  private final SubjectNames names;

  /// @param names how lines name subjects
  CallerFields(SubjectNames names) {
    this.names = names;
  }

  /// Fields without what surrounds them; not for changing.
  @SuppressWarnings("ReferenceEquality") // comparing what they say would cost more than encoding it
  AuditLine of(Caller caller) {
    int place = System.identityHashCode(caller) & (PLACES - 1);
    Known known = places.getAcquire(place);
    if (known != null && known.caller() == caller) {
      return known.fields();
    }
    AuditLine fields = AuditLine.ofFields().naming(names);
    tell(caller, fields);
    places.setRelease(place, new Known(caller, fields));
    return fields;
  }

  /// Adds what lines say of a caller.
  static void tell(Caller caller, AuditLine line) {
    line.caller(caller.id())
        .text("client_id", caller.clientId())
        .text("door", caller.door().label());
  }
}

/// The record of what was asked and how it ended: one JSON object per line, an intent before the
/// effect and an outcome after it, never an argument's value. Entered through [AuditTrail]; if it
/// cannot write, the call is refused.
@NullMarked
package dev.doorward.audit;

import org.jspecify.annotations.NullMarked;

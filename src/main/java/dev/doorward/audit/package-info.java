/// The record of what was asked and how it ended: one JSON object per line, an intent before the
/// effect and an outcome after it, never an argument's value. Entered through [AuditTrail]; if it
/// cannot write, the call is refused. [FileSink] chains the lines with a key and [Verifier] reads
/// them again.
@NullMarked
package dev.doorward.audit;

import org.jspecify.annotations.NullMarked;

/// Logs as one JSON object per line on standard error, for our own lines and for every library's.
///
/// Entered through SLF4J; it never writes to standard output, and never a token, a secret or a raw
/// line break.
@NullMarked
package dev.doorward.ops.logging;

import org.jspecify.annotations.NullMarked;

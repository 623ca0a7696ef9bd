/// Noticing that files have changed: what tells one state of a file from the next, and a thread
/// that looks at intervals.
///
/// Entered by whoever follows a file; it never reads one.
@NullMarked
package dev.doorward.watch;

import org.jspecify.annotations.NullMarked;

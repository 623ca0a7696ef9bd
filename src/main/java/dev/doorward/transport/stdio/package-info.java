/// The local door: one client, the parent process, line by line over standard input and output.
/// Entered through [StandardStreams#take], before anything else runs, and [StdioDoor#serve].
/// Nothing but frames ever reaches standard output, and no line, however wrong, ends the
/// conversation.
@NullMarked
package dev.doorward.transport.stdio;

import org.jspecify.annotations.NullMarked;

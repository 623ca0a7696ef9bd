/// Tools for finding out whether the path from a client to this server works and how well: an echo,
/// made-up records, and what the server says of itself.
///
/// Entered through [dev.doorward.tools.diagnostics.DiagnosticsFamily]. Nothing here tells about
/// callers, files or configuration, and nothing it makes up is real.
@NullMarked
package dev.doorward.tools.diagnostics;

import org.jspecify.annotations.NullMarked;

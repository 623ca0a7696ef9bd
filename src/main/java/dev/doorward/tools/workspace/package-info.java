/// The workspace family: one directory, read-only.
///
/// Entered through its toolset; it never writes and never leaves its root.
@NullMarked
package dev.doorward.tools.workspace;

import org.jspecify.annotations.NullMarked;

/// The commands of `doorward`, one class each, and how a start is refused.
///
/// Entered through [Commands]; it reads the settings and hands them to the [Doors], and keeps no
/// state.
@NullMarked
package dev.doorward.cli;

import org.jspecify.annotations.NullMarked;

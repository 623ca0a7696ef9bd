/// The entry point and the one composition that wires the rooms for both doors.
///
/// Entered through [Main]; nothing below may refer back to this package.
@NullMarked
package dev.doorward;

import org.jspecify.annotations.NullMarked;

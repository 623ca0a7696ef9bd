/// Keeps what is written beside the code true: papers, chart and image are read as a stranger would
/// read them, and compared with what the code really knows.
@NullMarked
package dev.doorward.docs;

import org.jspecify.annotations.NullMarked;

/// Who asks. A [Caller] is made by a door once it knows who is on the other side and travels,
/// unchanged, to everything below. Nothing in here decides what a caller may do.
@NullMarked
package dev.doorward.caller;

import org.jspecify.annotations.NullMarked;

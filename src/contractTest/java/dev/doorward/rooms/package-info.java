/// What the families publish and answer, asked over both doors as a client would.
@NullMarked
package dev.doorward.rooms;

import org.jspecify.annotations.NullMarked;

/// The protocol as the doors meet it, over a real gateway and the referee's fixtures.
@NullMarked
package dev.doorward.protocol;

import org.jspecify.annotations.NullMarked;

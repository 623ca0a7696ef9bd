/// The local door as a process of its own, through its real pipes.
@NullMarked
package dev.doorward.transport.stdio;

import org.jspecify.annotations.NullMarked;

/// Reading and writing messages, and the published errors.
@NullMarked
package dev.doorward.protocol.wire;

import org.jspecify.annotations.NullMarked;

/// Limits and containment as clients meet them: a running server, real connections.
@NullMarked
package dev.doorward.limits;

import org.jspecify.annotations.NullMarked;

/// What an operator watches: health, metrics, build facts and the drain.
///
/// Entered by the management listener and the composition; it reports, it never decides a call.
@NullMarked
package dev.doorward.ops;

import org.jspecify.annotations.NullMarked;

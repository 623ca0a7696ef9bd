/// How much and how often: rate per caller and calls at once per caller. Entered through
/// [RateLimiter] and [ConcurrencyLimiter]; a limit is never zero and zero never means unlimited.
@NullMarked
package dev.doorward.limit;

import org.jspecify.annotations.NullMarked;

/// How much and how often: rates per caller, role and tool, calls at once, and what an address may
/// try before it is known who is there. Entered through [RateLimiter], [ConcurrencyLimiter] and
/// [AddressLimiter]; a limit is never zero, zero never means unlimited, and no memory grows with
/// what arrives.
@NullMarked
package dev.doorward.limit;

import org.jspecify.annotations.NullMarked;

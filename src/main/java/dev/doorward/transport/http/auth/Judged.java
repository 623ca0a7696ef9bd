package dev.doorward.transport.http.auth;

import java.time.Instant;

/// What was found of a credential.
///
/// @param trust the number of what was accepted before it was judged
/// @param at when its judgement began
record Judged(long trust, Instant at, Verification verification) {}

package dev.doorward.gateway;

import java.time.Duration;

/// The limit a refusal speaks of, for transports that can say more than when to come back.
///
/// @param scope whose permits are used up, a fixed word
/// @param permits how many there are
/// @param window after how long they come back
public record Quota(String scope, long permits, Duration window) {}

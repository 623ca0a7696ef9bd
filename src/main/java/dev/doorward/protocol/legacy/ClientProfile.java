package dev.doorward.protocol.legacy;

import dev.doorward.protocol.wire.ClientCapabilities;

/// What was agreed on with a client in `initialize`.
///
/// @param revision what both speak
/// @param capabilities what the client declared that it can answer
record ClientProfile(Revision revision, ClientCapabilities capabilities) {}

/// The eras of MCP before 2026-07-28: the `initialize` handshake, sessions with their streams and
/// replay, and requests from the server to the client. Entered through [LegacyEra] once the engine
/// has decided that a message is not modern.
@NullMarked
package dev.doorward.protocol.legacy;

import org.jspecify.annotations.NullMarked;

/// The only room that knows the wire: the JSON-RPC codec, the two eras of MCP, and the [Engine]
/// that turns messages into gateway requests and outcomes into messages. The doors hand it bytes
/// and a caller; it never sees a socket.
@NullMarked
package dev.doorward.protocol;

import org.jspecify.annotations.NullMarked;

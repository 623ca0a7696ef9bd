/// JSON on the wire: strict parsing of one JSON-RPC message, hand-written encoders for everything
/// that is sent, and the one mapping from refusals to JSON-RPC errors. It knows no era, no caller
/// and no gateway call.
@NullMarked
package dev.doorward.protocol.wire;

import org.jspecify.annotations.NullMarked;

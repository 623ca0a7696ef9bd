package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import dev.doorward.caller.Caller;
import dev.doorward.transport.http.auth.Standing;
import java.net.InetAddress;

/// Whom an open stream goes to.
///
/// @param standing whether its credential is still good
record Visitor(Caller caller, InetAddress address, Standing standing) {
  boolean blockedBy(Blocks blocks) {
    return blocks.refuses(caller) || blocks.refuses(address);
  }
}

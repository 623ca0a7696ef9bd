package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import dev.doorward.caller.Caller;
import java.net.InetAddress;

/// Whom an open stream goes to.
record Visitor(Caller caller, InetAddress address) {
  boolean blockedBy(Blocks blocks) {
    return blocks.refuses(caller) || blocks.refuses(address);
  }
}

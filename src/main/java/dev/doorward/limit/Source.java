package dev.doorward.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Where requests come from, as far as it counts: one IPv4 address, or the /64 of an IPv6 address,
/// because whoever has one address of a /64 has all of them.
record Source(boolean six, long prefix) {
  static Source of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Source(true, bytes.getLong())
        : new Source(false, bytes.getInt());
  }
}

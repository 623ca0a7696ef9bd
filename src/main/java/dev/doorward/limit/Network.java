package dev.doorward.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// A network of addresses in CIDR notation (RFC 4632, RFC 4291), or one address.
///
/// @param address its first address; the bits behind the prefix are zero
/// @param prefix how many leading bits its addresses share
public record Network(InetAddress address, int prefix) {
  private static final int ONE_SITE = 64;

  public Network {
    if (prefix < 0 || prefix > address.getAddress().length * 8) {
      throw new IllegalArgumentException("the prefix does not fit the address");
    }
    address = masked(address, prefix);
  }

  /// Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; names are never looked up.
  ///
  /// @throws IllegalArgumentException when the text is neither
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits = address.getAddress().length * 8;
    if (slash < 0) {
      return new Network(address, bits);
    }
    String digits = text.substring(slash + 1);
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      throw new IllegalArgumentException("the prefix is not a number");
    }
    return new Network(address, Integer.parseInt(digits));
  }

  /// The network that counts as one client: one IPv4 address, or the /64 of an IPv6 address,
  /// because whoever has one address of a /64 has all of them.
  public static Network around(InetAddress address) {
    return new Network(address, Math.min(address.getAddress().length * 8, ONE_SITE));
  }

  /// Whether an address lies in here; one of the other family never does.
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >>> (8 - rest) == 0;
  }

  private static InetAddress masked(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(prefix - i * 8L, 0, 8);
      bytes[i] &= (byte) (0xff << (8 - kept));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has the length of an address", e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}

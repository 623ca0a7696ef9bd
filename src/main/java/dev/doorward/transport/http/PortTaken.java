package dev.doorward.transport.http;

/// A listener cannot have the port it was told to take.
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String address;

  PortTaken(String key, String host, int port) {
    super(key);
    this.key = key;
    this.address = host + ":" + port;
  }

  /// The key that chose the port.
  public String key() {
    return key;
  }

  /// Which address is taken.
  public String address() {
    return address;
  }
}

package dev.doorward.transport.http;

/// The head of a request that the door does not take, as the reason of a failed decoding.
final class HeadRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final DoorError error;

  HeadRefused(DoorError error) {
    super(error.label());
    this.error = error;
  }

  DoorError error() {
    return error;
  }

  /// Nobody reads where it was made.
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it does nothing
  public Throwable fillInStackTrace() {
    return this;
  }
}

package dev.doorward.ops;

/// What this build is; written by the build itself.
public final class Build {
  private Build() {}

  // Methods, not constants: a constant would be copied into other classes at compile time.

  /// The released version.
  public static String version() {
    return "@version@";
  }

  /// The content hash of the sources these classes were compiled from.
  public static String id() {
    return "@buildId@";
  }
}

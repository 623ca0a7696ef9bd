package dev.doorward.protocol;

/// What the server says of itself.
///
/// @param name its short name
/// @param title its name for people
/// @param version its version
/// @param instructions what a model should know before it uses the tools; empty for nothing
/// @param build the id of the build, for support
public record ServerIdentity(
    String name, String title, String version, String instructions, String build) {
  public ServerIdentity {
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException("a server needs a name and a version");
    }
  }
}

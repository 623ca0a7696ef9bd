package dev.doorward.transport.http.auth;

/// One token with a name of its own.
///
/// @param name what is tried
/// @param reason the class of reason it is refused for; empty for a token that must be accepted
/// @param token what is sent
public record TokenCase(String name, String reason, String token) {
  @Override
  public String toString() {
    return name;
  }
}

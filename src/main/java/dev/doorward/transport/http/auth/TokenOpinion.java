package dev.doorward.transport.http.auth;

import dev.doorward.caller.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/// What the door would say of a token, for whoever looks after the server and for nobody else.
///
/// @param accepted whether it would let its bearer in
/// @param reason why not, as the class that logs and metrics use; empty when accepted
/// @param roles names of the bearer's roles
public record TokenOpinion(boolean accepted, String reason, Set<String> roles) {
  /// The reason while the issuer's keys cannot be had.
  public static final String UNAVAILABLE = "unavailable";

  public TokenOpinion {
    roles = Set.copyOf(roles);
  }

  /// Judges a token as the door does; may wait for the issuer.
  public static TokenOpinion of(AccessTokens tokens, String token) {
    return switch (tokens.judge(token, unused(token))) {
      case Verification.Verified verified ->
          new TokenOpinion(
              true,
              "",
              verified.caller().roles().stream()
                  .map(Role::name)
                  .collect(Collectors.toUnmodifiableSet()));
      case Verification.Rejected rejected -> new TokenOpinion(false, rejected.reason(), Set.of());
      case Verification.Unavailable _ -> new TokenOpinion(false, UNAVAILABLE, Set.of());
      case Verification.Limited _ -> new TokenOpinion(false, UNAVAILABLE, Set.of());
    };
  }

  // What was judged once is remembered under this; a process that judges one token needs no digest.
  private static ByteBuffer unused(String token) {
    return ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.doorward.transport.http.auth;

import java.util.List;
import java.util.stream.Stream;

/// The attack suite of tokens: every case has a name and differs in one thing from a token that is
/// accepted.
public final class TokenCases {
  private TokenCases() {}

  /// What must never make a caller.
  public static List<TokenCase> refused(TrustedKeys keys) {
    return Stream.concat(ForgedHeaders.all(keys), ForgedClaims.all(keys)).toList();
  }

  /// The controls.
  public static List<TokenCase> accepted(TrustedKeys keys) {
    return GoodTokens.all(keys).toList();
  }
}

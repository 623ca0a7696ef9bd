package dev.doorward.transport.http.auth;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What a connection remembers of the credential that was found good on it last: its digest, which
/// costs more than all other looks at a known credential. It decides nothing: the digest is judged
/// on every request. The credential itself stays in memory no longer than its connection.
final class ConnectionMemo {
  private static final AttributeKey<Known> KNOWN =
      AttributeKey.valueOf(ConnectionMemo.class, "known");

  private record Known(String credential, ByteBuffer digest) {
    // A credential must not get into a log by way of its record.
    @Override
    public String toString() {
      return "Known";
    }
  }

  private ConnectionMemo() {}

  /// The credential's owner, if it was verified a moment ago and still holds.
  static Optional<Verification.Verified> judged(
      HttpRequest<?> request, String credential, TokenVerifier verifier) {
    if (!(request instanceof NettyHttpRequest<?> netty)) {
      return judged(credential, VerifiedTokens.digest(credential), verifier);
    }
    Attribute<Known> memo = netty.getChannelHandlerContext().channel().attr(KNOWN);
    Known last = memo.get();
    if (last != null && last.credential().equals(credential)) {
      return judged(credential, last.digest(), verifier);
    }
    ByteBuffer digest = VerifiedTokens.digest(credential);
    Optional<Verification.Verified> verified = judged(credential, digest, verifier);
    memo.set(verified.isPresent() ? new Known(credential, digest) : null);
    return verified;
  }

  private static Optional<Verification.Verified> judged(
      String credential, ByteBuffer digest, TokenVerifier verifier) {
    if (verifier.recall(digest).orElse(null) instanceof Verification.Verified verified) {
      verifier.refreshAhead(credential, digest, verified);
      return Optional.of(verified);
    }
    return Optional.empty();
  }
}

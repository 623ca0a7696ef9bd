package dev.doorward.transport.http.auth;

import com.nimbusds.jwt.SignedJWT;
import dev.doorward.limit.Decision;
import dev.doorward.limit.LookupLimiter;
import dev.doorward.limit.Network;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges tokens that only their provider can read, by asking it. The look of a token decides who
/// is asked, at most one; several requests with one token ask one question, and one token is asked
/// about ten times a minute at most.
final class OpaqueTokens {
  private static final int LONGEST = 2 * 1024;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final Map<IssuerKind, TokenLookup> lookups = new EnumMap<>(IssuerKind.class);
  private final LookupLimiter limiter;
  private final ConcurrentMap<ByteBuffer, CompletableFuture<Verification>> asking =
      new ConcurrentHashMap<>();

  /// @param providers at most one of each kind
  /// @param nanos a clock that only goes forward
  OpaqueTokens(Collection<TokenLookup> providers, LongSupplier nanos) {
    for (TokenLookup provider : providers) {
      if (lookups.put(provider.profile().kind(), provider) != null) {
        throw new IllegalArgumentException("two profiles would judge the same tokens");
      }
    }
    this.limiter = new LookupLimiter(nanos);
  }

  /// Who may be asked about a token; empty when nobody may see it, which leaves it to those who
  /// read signatures.
  Optional<TokenLookup> judgeOf(String token) {
    if (lookups.isEmpty()) {
      return Optional.empty();
    }
    return switch (TokenOrigin.of(token)) {
      case GOOGLE -> provider(IssuerKind.GOOGLE);
      case GITHUB -> provider(IssuerKind.GITHUB);
      case OPAQUE -> provider(IssuerKind.INTROSPECTION);
      case JWT ->
          provider(IssuerKind.INTROSPECTION)
              .filter(judge -> judge.profile().lookup().orElseThrow().acceptsJwt())
              .filter(judge -> says(token, judge.profile().issuer()));
      case OTHERS -> Optional.empty();
    };
  }

  private Optional<TokenLookup> provider(IssuerKind kind) {
    return Optional.ofNullable(lookups.get(kind));
  }

  /// Whether a JWT says that an issuer made it. Nothing is proved by that; it only keeps the tokens
  /// of others from being shown around.
  private static boolean says(String token, String issuer) {
    if (TokenForm.problem(token).isPresent()) {
      return false;
    }
    try {
      @Nullable Map<String, Object> claims = SignedJWT.parse(token).getPayload().toJSONObject();
      // One that is bound to a key is no bearer token, whatever its provider leaves out.
      return claims != null && issuer.equals(claims.get("iss")) && !claims.containsKey("cnf");
    } catch (ParseException | IllegalArgumentException _) {
      return false;
    }
  }

  /// Judges a token; waits for its provider's answer.
  ///
  /// @param source whence it came; empty for ourselves
  Verification judge(
      String token, ByteBuffer digest, TokenLookup provider, Optional<Network> source) {
    boolean jwt = TokenOrigin.of(token) == TokenOrigin.JWT;
    if (token.length() > (jwt ? TokenForm.LONGEST_TOKEN : LONGEST)) {
      return new Verification.Rejected("too_long");
    }
    if (!FORM.matcher(token).matches()) {
      return new Verification.Rejected("malformed");
    }
    CompletableFuture<Verification> mine = new CompletableFuture<>();
    CompletableFuture<Verification> theirs = asking.putIfAbsent(digest, mine);
    if (theirs != null) {
      return awaited(theirs);
    }
    try {
      Verification verification = asked(token, digest, provider, source);
      mine.complete(verification);
      return verification;
    } finally {
      asking.remove(digest, mine);
      // Only when something threw: nobody waits for an answer that will not come.
      mine.complete(unavailable());
    }
  }

  private Verification asked(
      String token, ByteBuffer digest, TokenLookup provider, Optional<Network> source) {
    Decision decision = limiter.take(digest);
    if (!decision.allowed()) {
      provider.limited();
      return new Verification.Limited(decision);
    }
    return source.isPresent() ? provider.ask(token, source.get()) : provider.ask(token);
  }

  private static Verification awaited(CompletableFuture<Verification> answer) {
    try {
      return answer.get(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return unavailable();
    } catch (TimeoutException | ExecutionException _) {
      return unavailable();
    }
  }

  private static Verification unavailable() {
    return new Verification.Unavailable((int) TokenLookup.RETRY.toSeconds());
  }
}

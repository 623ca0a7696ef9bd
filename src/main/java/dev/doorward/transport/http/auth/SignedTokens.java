package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges signed tokens in full. The exact `iss` picks the issuer; from there on nothing but that
/// issuer's own rules and keys counts.
final class SignedTokens {
  private record Judge(TrustedIssuer issuer, DefaultJWTProcessor<SecurityContext> processor) {}

  private final Map<String, Judge> judges;
  private final InstantSource clock;

  SignedTokens(Collection<TrustedIssuer> issuers, InstantSource clock) {
    Map<String, Judge> byName = new HashMap<>();
    for (TrustedIssuer issuer : issuers) {
      if (byName.put(issuer.issuer(), new Judge(issuer, processor(issuer))) != null) {
        throw new IllegalArgumentException("two profiles trust the same issuer");
      }
    }
    this.judges = Map.copyOf(byName);
    this.clock = clock;
  }

  private static DefaultJWTProcessor<SecurityContext> processor(TrustedIssuer issuer) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(issuer.algorithms(), issuer.keys()));
    // The form of the header, its type included, and the claims are judged by TokenForm and
    // TokenClaims.
    processor.setJWSTypeVerifier((type, context) -> {});
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    return processor;
  }

  /// Judges a token; may wait for its issuer's keys.
  Verification judge(String token) {
    Optional<String> formProblem = TokenForm.problem(token);
    if (formProblem.isPresent()) {
      return new Verification.Rejected(formProblem.get());
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      Map<String, Object> claims = parsed.getPayload().toJSONObject();
      if (claims == null) {
        return new Verification.Rejected("malformed");
      }
      Judge judge = claims.get("iss") instanceof String name ? judges.get(name) : null;
      return judge == null
          ? new Verification.Rejected("issuer")
          : judge(parsed, claims, judge.issuer(), judge.processor());
    } catch (KeySourceException e) {
      return new Verification.Unavailable((int) IssuerKeys.RETRY.toSeconds());
    } catch (ParseException | BadJOSEException e) {
      return new Verification.Rejected("signature");
    } catch (JOSEException | IllegalArgumentException e) {
      return new Verification.Rejected("malformed");
    }
  }

  private Verification judge(
      SignedJWT token,
      Map<String, Object> claims,
      TrustedIssuer issuer,
      DefaultJWTProcessor<SecurityContext> processor)
      throws BadJOSEException, JOSEException {
    @Nullable String wrongHeader = TokenForm.headerProblem(token.getHeader(), issuer).orElse(null);
    if (wrongHeader != null) {
      return new Verification.Rejected(wrongHeader);
    }
    processor.process(token, null);
    Instant now = clock.instant();
    boolean typed = TokenForm.type(token.getHeader()).equals("at+jwt");
    Optional<String> problem = TokenClaims.problem(claims, issuer, typed, now);
    return problem.isPresent()
        ? new Verification.Rejected(problem.get())
        : new Verification.Verified(
            ClaimedCaller.of(claims, issuer.issuer(), issuer.names()),
            TokenClaims.from(claims),
            TokenClaims.until(claims),
            now.plus(VerifiedTokens.REMEMBERED),
            TokenClaims.certificate(claims).orElse(""));
  }
}

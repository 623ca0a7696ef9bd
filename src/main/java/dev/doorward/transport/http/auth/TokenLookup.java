package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.limit.Network;
import dev.doorward.limit.Permits;
import dev.doorward.transport.http.auth.ProviderQuestion.Reading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One provider that is asked about tokens. Whatever goes wrong with the question ends in
/// [Verification.Unavailable].
final class TokenLookup {
  /// After how long it may be worth while to ask again.
  static final Duration RETRY = Duration.ofSeconds(5);

  /// How large an answer may be.
  static final int MOST_BYTES = 64 * 1024;

  /// How many questions may be open at once; a provider that hangs costs no more than these.
  static final int MOST_AT_ONCE = 64;

  /// How many of them may be about tokens from one place, so that it cannot take them all.
  static final int MOST_PER_SOURCE = 16;

  /// How many may be about tokens of open streams, whose turn comes while nobody waits for it.
  static final int MOST_OURS = 32;

  /// How long these wait for their turn, so that all streams can be judged at once after a change.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(TokenLookup.class);
  private static final Verification UNAVAILABLE =
      new Verification.Unavailable((int) RETRY.toSeconds());
  private static final Verification FULL =
      new Verification.Unavailable((int) RETRY.toSeconds(), true);

  private final String name;
  private final IssuerProfile profile;
  private final LookupProfile lookup;
  private final Set<String> audience;
  private final TrustedIssuer.Names names;
  private final ProviderQuestion question;
  private final ProviderClient client;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Semaphore ours = new Semaphore(MOST_OURS, true);
  private final Permits<Network> perSource = new Permits<>(MOST_PER_SOURCE);
  private final AtomicBoolean failing = new AtomicBoolean();
  private final LongAdder questions = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder limited = new LongAdder();

  /// @param name the profile's name, for logs and metrics
  /// @param audience holds where the profile names none
  TokenLookup(
      String name,
      IssuerProfile profile,
      String audience,
      ProviderClient client,
      InstantSource clock) {
    this.name = name;
    this.profile = profile;
    this.lookup = profile.lookup().orElseThrow();
    this.audience =
        Set.copyOf(profile.audience().isEmpty() ? List.of(audience) : profile.audience());
    this.names =
        new TrustedIssuer.Names(
            profile.subjectClaim(),
            profile.kind().clientClaim(),
            profile.rolesClaim(),
            profile.scopesClaim());
    this.question = question(profile.kind(), lookup);
    this.client = client;
    this.clock = clock;
  }

  private static ProviderQuestion question(IssuerKind kind, LookupProfile lookup) {
    return switch (kind) {
      case INTROSPECTION -> Introspection.of(lookup);
      case GOOGLE -> new GoogleTokens(lookup.endpoint());
      case GITHUB -> GithubApplication.of(lookup);
      case OIDC, KEYCLOAK, ENTRA_V1, ENTRA_V2, AUTH0, OKTA ->
          throw new IllegalArgumentException("this kind signs its tokens");
    };
  }

  /// Asks the provider about a token whose form is right.
  ///
  /// @param source whence it came
  Verification ask(String token, Network source) {
    if (!perSource.take(source)) {
      return FULL;
    }
    try {
      return places.tryAcquire() ? placed(token) : FULL;
    } finally {
      perSource.giveBack(source);
    }
  }

  /// The same for ourselves, who may wait for a place.
  Verification ask(String token) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    if (!acquired(ours, until)) {
      return FULL;
    }
    try {
      return acquired(places, until) ? placed(token) : FULL;
    } finally {
      ours.release();
    }
  }

  private static boolean acquired(Semaphore permits, long until) {
    try {
      return permits.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Asks from a place that was taken, and gives it back.
  private Verification placed(String token) {
    try {
      questions.increment();
      // What is learned is as old as the question.
      Instant now = clock.instant();
      return judged(reading(token), now);
    } finally {
      places.release();
    }
  }

  private Reading reading(String token) {
    try {
      ProviderClient.Answer answer = client.ask(question.about(token), MOST_BYTES);
      return PlainJson.object(answer.body())
          .map(body -> question.read(answer.status(), body))
          .orElseGet(
              () ->
                  answer.status() == 200
                      ? new Reading.Trouble("no_json")
                      : ProviderQuestion.trouble(answer.status()));
    } catch (IOException e) {
      // Its message may hold the address that was asked, and that the token.
      return new Reading.Trouble(root(e).getClass().getSimpleName());
    }
  }

  private static Throwable root(Throwable outer) {
    Throwable inner = outer;
    for (Throwable next = outer; next != null; next = next.getCause()) {
      inner = next;
    }
    return inner;
  }

  private Verification judged(Reading reading, Instant now) {
    return switch (reading) {
      case Reading.Trouble(String problem) -> {
        failures.increment();
        if (!failing.getAndSet(true)) {
          LOG.atWarn()
              .addKeyValue("issuer", name)
              .addKeyValue("problem", problem)
              .log("token_lookup_unavailable");
        }
        yield UNAVAILABLE;
      }
      case Reading.Refused _ -> {
        answered();
        yield new Verification.Rejected("inactive");
      }
      case Reading.Told(Map<String, Object> claims) -> {
        answered();
        yield LookupClaims.problem(claims, profile, audience, now)
            .<Verification>map(Verification.Rejected::new)
            .orElseGet(
                () ->
                    new Verification.Verified(
                        caller(claims),
                        TokenClaims.from(claims),
                        LookupClaims.until(claims),
                        LookupClaims.askAgain(claims, lookup, now)));
      }
    };
  }

  private void answered() {
    if (failing.get() && failing.getAndSet(false)) {
      LOG.atInfo().addKeyValue("issuer", name).log("token_lookup_recovered");
    }
  }

  private Caller caller(Map<String, Object> claims) {
    Caller told = ClaimedCaller.of(claims, profile.issuer(), names);
    Set<Role> roles = new HashSet<>(told.roles());
    if (ClaimedCaller.at(claims, names.roles()) == null) {
      roles.addAll(lookup.defaultRoles());
    }
    roles.addAll(lookup.subjectRoles().getOrDefault(told.id().subject(), Set.of()));
    return new Caller(
        told.id(), roles, told.scopes(), told.clientId(), told.door(), told.credential());
  }

  IssuerProfile profile() {
    return profile;
  }

  String name() {
    return name;
  }

  /// Counts a question that was not asked, because its token was asked about too often.
  void limited() {
    limited.increment();
  }

  long questions() {
    return questions.sum();
  }

  long failures() {
    return failures.sum();
  }

  long limitedQuestions() {
    return limited.sum();
  }
}

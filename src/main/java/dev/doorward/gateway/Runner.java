package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.caller.Caller;
import dev.doorward.limit.ConcurrencyLimiter;
import dev.doorward.service.Call;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Incidents;
import dev.doorward.service.Question;
import dev.doorward.service.ToolFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Runs work: within its deadline, within the caller's calls at once, again from the start when the
/// client has answered a question.
final class Runner {
  /// Nobody answers so many rounds of questions on purpose.
  private static final int MOST_ROUNDS = 32;

  private final ConcurrencyLimiter places;

  Runner(ConcurrencyLimiter places) {
    this.places = places;
  }

  Outcome run(Rules rules, Caller caller, String tool, Work work, ClientLink link) {
    Map<String, JsonNode> answers = link.answers();
    Optional<String> note = link.remembered();
    AccessPolicy policy = rules.policy();
    Predicate<String> mayRead = permission -> policy.permits(caller, Permission.toRead(permission));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Attempt attempt =
          attempt(
              rules.deadline(),
              caller,
              tool,
              work,
              link,
              new GatewayCall(caller, link, mayRead, answers, note));
      if (attempt.asked() == null) {
        return attempt.outcome();
      }
      Signal.Asked asked = attempt.asked();
      Map<String, Question> missing = unanswerable(asked.questions, link);
      if (!missing.isEmpty()) {
        return refused(missingCapability(missing));
      }
      note = Optional.ofNullable(asked.note);
      try {
        Optional<Map<String, JsonNode>> given = link.ask(asked.questions);
        if (given.isEmpty()) {
          return new Outcome.InputRequired(asked.questions, answers, note);
        }
        Map<String, JsonNode> all = new LinkedHashMap<>(answers);
        all.putAll(given.get());
        answers = all;
      } catch (InterruptedException e) {
        return refused(cancelled());
      }
    }
    return refused(
        Refusal.of(Refusal.Code.INVALID_ANSWERS, "Too many rounds of questions. Start again."));
  }

  /// What one run led to: an outcome, or questions.
  private record Attempt(Outcome outcome, Signal.@Nullable Asked asked) {
    static Attempt ended(Outcome outcome) {
      return new Attempt(outcome, null);
    }

    static Attempt asking(Signal.Asked asked) {
      return new Attempt(
          new Outcome.InputRequired(asked.questions, Map.of(), Optional.empty()), asked);
    }
  }

  private Attempt attempt(
      Duration deadline, Caller caller, String tool, Work work, ClientLink link, Call call) {
    if (!work.blocking()) {
      return once(work, call);
    }
    Optional<ConcurrencyLimiter.Place> place = places.take(caller.id(), tool);
    if (place.isEmpty()) {
      return Attempt.ended(
          refused(
              Refusal.retry(
                  Refusal.Code.TOO_MANY_CALLS,
                  "Too many of your calls run at once. Wait for one to end and try again.",
                  Duration.ofSeconds(1))));
    }
    return withinDeadline(deadline, place.get(), work, link, call);
  }

  /// The work gets a thread of its own, so that it can be left behind when it does not listen to
  /// interruption. Its place is given back when it really ends, not when we stop waiting.
  private static Attempt withinDeadline(
      Duration deadline, ConcurrencyLimiter.Place place, Work work, ClientLink link, Call call) {
    CompletableFuture<Attempt> done = new CompletableFuture<>();
    Thread worker =
        Thread.ofVirtual()
            .name("work")
            .unstarted(
                () -> {
                  try {
                    done.complete(once(work, call));
                  } catch (Error e) {
                    // What once() does not take for a fault of the work, as an exhausted heap:
                    // nobody
                    // should wait out the deadline for it.
                    done.completeExceptionally(e);
                    throw e;
                  } finally {
                    place.giveBack();
                  }
                });
    worker.start();
    link.cancellation()
        .whenGiven(
            () -> {
              worker.interrupt();
              done.complete(Attempt.ended(refused(cancelled())));
            });
    try {
      return done.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      worker.interrupt();
      return Attempt.ended(
          refused(
              Refusal.of(
                  Refusal.Code.DEADLINE_EXCEEDED,
                  "This took longer than "
                      + deadline.toSeconds()
                      + " s and was ended. Ask for less at once.")));
    } catch (InterruptedException e) {
      worker.interrupt();
      return Attempt.ended(refused(cancelled()));
    } catch (ExecutionException e) {
      return Attempt.ended(new Outcome.Faulted(Incidents.report(e)));
    }
  }

  private static Attempt once(Work work, Call call) {
    try {
      return Attempt.ended(work.body().run(call));
    } catch (Signal.Asked asked) {
      return Attempt.asking(asked);
    } catch (Signal.Unusable unusable) {
      return Attempt.ended(
          refused(
              Refusal.of(
                  Refusal.Code.INVALID_ANSWERS,
                  "The answer \""
                      + unusable.key
                      + "\" does not have the form its question asks for.")));
    } catch (ToolFailure failure) {
      return Attempt.ended(refused(Refusal.of(Refusal.Code.FAILED, failure.externalText())));
    } catch (InterruptedException e) {
      return Attempt.ended(refused(cancelled()));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return Attempt.ended(new Outcome.Faulted(Incidents.report(e)));
    }
  }

  private static Map<String, Question> unanswerable(
      Map<String, Question> questions, ClientLink link) {
    Map<String, Question> missing = new LinkedHashMap<>(questions);
    missing.values().removeIf(link::canAsk);
    return missing;
  }

  private static Refusal missingCapability(Map<String, Question> missing) {
    return new Refusal(
        Refusal.Code.CLIENT_CAPABILITY_MISSING,
        "This needs an answer that the client did not declare it can give.",
        Duration.ZERO,
        Optional.empty(),
        missing,
        List.of());
  }

  private static Refusal cancelled() {
    return Refusal.of(Refusal.Code.CANCELLED, "The call was cancelled.");
  }

  private static Outcome refused(Refusal refusal) {
    return new Outcome.Refused(refusal);
  }
}

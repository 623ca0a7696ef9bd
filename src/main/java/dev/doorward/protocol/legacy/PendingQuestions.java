package dev.doorward.protocol.legacy;

import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Questions;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.service.Cancellation;
import dev.doorward.service.Question;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/// The requests to one client that it has not answered yet.
final class PendingQuestions {
  private static final int MOST = 256;

  private final Duration answerWithin;
  private final AtomicLong lastId = new AtomicLong();
  private final ConcurrentHashMap<Long, CompletableFuture<Message.Response>> waiting =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  PendingQuestions(Duration answerWithin) {
    this.answerWithin = answerWithin;
  }

  /// Takes a response of the client's; one that nobody waits for is dropped.
  void answered(Message.Response response) {
    if (response.id() instanceof RequestId.Number id) {
      CompletableFuture<Message.Response> answer = waiting.remove(id.value());
      if (answer != null) {
        answer.complete(response);
      }
    }
  }

  /// Gives up on all that are open: their calls are over.
  void close() {
    closed = true;
    waiting.values().forEach(answer -> answer.cancel(false));
  }

  /// Sends the questions, each as a request of its own, and waits for all answers.
  ///
  /// @return an answer per key: what the client sent, or something that is no answer where it could
  ///   not or would not
  /// @throws InterruptedException when the call is over before the answers are there
  Map<String, JsonNode> ask(
      Map<String, Question> questions, Outlet outlet, Cancellation cancellation)
      throws InterruptedException {
    Map<String, Long> ids = new LinkedHashMap<>();
    Map<Long, CompletableFuture<Message.Response>> answers = new HashMap<>();
    try {
      for (Map.Entry<String, Question> question : questions.entrySet()) {
        long id = lastId.incrementAndGet();
        CompletableFuture<Message.Response> answer = new CompletableFuture<>();
        cancellation.whenGiven(() -> answer.cancel(false));
        answers.put(id, answer);
        ids.put(question.getKey(), id);
        if (waiting.size() < MOST) {
          waiting.put(id, answer);
          if (closed) {
            answer.cancel(false);
          }
          outlet.send(request(id, question.getValue()));
        } else {
          answer.completeExceptionally(new TimeoutException());
        }
      }
      return gather(questions, ids, answers);
    } finally {
      answers.keySet().stream()
          .filter(id -> waiting.remove(id) != null)
          .forEach(id -> outlet.send(withdrawal(id)));
    }
  }

  private Map<String, JsonNode> gather(
      Map<String, Question> questions,
      Map<String, Long> ids,
      Map<Long, CompletableFuture<Message.Response>> answers)
      throws InterruptedException {
    long end = System.nanoTime() + answerWithin.toNanos();
    Map<String, JsonNode> gathered = new LinkedHashMap<>();
    for (Map.Entry<String, Long> asked : ids.entrySet()) {
      Message.@Nullable Response response =
          await(answers.get(asked.getValue()), end - System.nanoTime());
      gathered.put(asked.getKey(), answer(questions.get(asked.getKey()), response));
    }
    return gathered;
  }

  private static Message.@Nullable Response await(
      @Nullable CompletableFuture<Message.Response> answer, long nanos)
      throws InterruptedException {
    try {
      return answer == null ? null : answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.CancellationException _) {
      throw new InterruptedException();
    } catch (ExecutionException | TimeoutException _) {
      return null;
    }
  }

  /// A user who does not react has dismissed the form; a model or a list of roots that does not
  /// come is no answer.
  private static JsonNode answer(@Nullable Question question, Message.@Nullable Response response) {
    if (response == null && question instanceof Question.Elicit) {
      return JsonNodeFactory.instance.objectNode().put("action", "cancel");
    }
    return response == null ? NullNode.instance : response.result().orElse(NullNode.instance);
  }

  private static byte[] request(long id, Question question) {
    return RpcMessages.request(
        new RequestId.Number(id), Questions.method(question), Questions.params(question));
  }

  private static byte[] withdrawal(long id) {
    return RpcMessages.notification(
        "notifications/cancelled",
        params -> {
          params.number("requestId", id);
          params.text("reason", "The call that asked is over.");
        });
  }
}

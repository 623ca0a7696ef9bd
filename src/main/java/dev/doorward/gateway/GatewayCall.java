package dev.doorward.gateway;

import dev.doorward.caller.Caller;
import dev.doorward.service.Call;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ListRootsResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What running work sees of its caller and client, in one of its runs.
final class GatewayCall implements Call {
  private final Caller caller;
  private final ClientLink link;
  private final Predicate<String> mayRead;
  private final Map<String, JsonNode> answers;
  private final Optional<String> note;

  GatewayCall(
      Caller caller,
      ClientLink link,
      Predicate<String> mayRead,
      Map<String, JsonNode> answers,
      Optional<String> note) {
    this.caller = caller;
    this.mayRead = mayRead;
    this.link = link;
    this.answers = answers;
    this.note = note;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public boolean mayRead(String permission) {
    return mayRead.test(permission);
  }

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {
    link.progress(done, total, message);
  }

  @Override
  public void log(LoggingLevel level, String logger, Object data) {
    link.log(level, logger, data);
  }

  @Override
  public boolean cancelled() {
    return link.cancellation().given();
  }

  @Override
  public boolean canAsk(Question question) {
    return link.canAsk(question);
  }

  @Override
  public Map<String, JsonNode> askAll(Map<String, Question> questions) {
    return answersOrLeave(questions, note.orElse(null));
  }

  @Override
  public Map<String, JsonNode> rememberThenAsk(String newNote, Map<String, Question> questions) {
    return answersOrLeave(questions, newNote);
  }

  @Override
  public Optional<String> remembered() {
    return note;
  }

  @Override
  public ElicitResult elicit(String key, ElicitRequest request) {
    return answer(key, new Question.Elicit(request), Answers::elicitation);
  }

  @Override
  public CreateMessageResult sample(String key, CreateMessageRequest request) {
    return answer(key, new Question.Sample(request), Answers::sampling);
  }

  @Override
  public ListRootsResult roots(String key) {
    return answer(key, new Question.Roots(), Answers::roots);
  }

  @Override
  public void detachStream() {
    link.detachStream();
  }

  private <T> T answer(String key, Question question, Function<JsonNode, Optional<T>> reader) {
    JsonNode answer = answersOrLeave(Map.of(key, question), note.orElse(null)).get(key);
    return Optional.ofNullable(answer).flatMap(reader).orElseThrow(() -> new Signal.Unusable(key));
  }

  private Map<String, JsonNode> answersOrLeave(
      Map<String, Question> questions, @Nullable String noteToLeave) {
    Map<String, Question> open = new LinkedHashMap<>(questions);
    open.keySet().removeAll(answers.keySet());
    if (!open.isEmpty()) {
      throw new Signal.Asked(open, noteToLeave);
    }
    questions.forEach(this::requireUsable);
    return answers;
  }

  private void requireUsable(String key, Question question) {
    JsonNode answer = answers.get(key);
    if (answer == null || !Answers.fits(question, answer)) {
      throw new Signal.Unusable(key);
    }
  }
}

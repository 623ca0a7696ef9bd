package dev.doorward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Door;
import dev.doorward.policy.Ask.TalkingEra;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.GivenHeaders;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.RecordedReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One caller's conversation with the engine through one door in one era.
final class Talk implements AutoCloseable {
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

  private final Engine engine;
  private final Caller caller;
  private final TalkingEra era;
  private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
  private final LineConversation conversation;
  private final String session;
  private int ids;

  Talk(Engine engine, Caller caller, TalkingEra era) throws InterruptedException {
    this.engine = engine;
    this.caller = caller;
    this.era = era;
    this.conversation = engine.converse(caller, lines::add);
    this.session = era == TalkingEra.LEGACY ? initialize() : "";
  }

  private String initialize() throws InterruptedException {
    if (caller.door() == Door.STDIO) {
      conversation.line(bytes(INITIALIZE));
      assertThat(json(next()).has("result")).isTrue();
      return "";
    }
    RecordedReply reply = new RecordedReply();
    engine.post(caller, GivenHeaders.of(), bytes(INITIALIZE), reply);
    return reply.answer().session().orElseThrow();
  }

  /// What came back.
  ///
  /// @param kind what the HTTP door makes a status of; `OK` over stdio
  /// @param scopes what the HTTP door would challenge for
  record Told(Answer.Kind kind, List<String> scopes, JsonNode message) {
    /// The outcome in a word: the code of an error, how many entries a list has, or `yes`.
    String word() {
      if (message.has("error")) {
        return message.at("/error/data/code").asString();
      }
      JsonNode result = message.path("result");
      if (result.path("isError").asBoolean(false)) {
        return "refused by the tool";
      }
      for (String list : List.of("tools", "resources", "resourceTemplates", "prompts", "skills")) {
        if (result.has(list)) {
          return result.get(list).size() + " listed";
        }
      }
      JsonNode values = result.at("/completion/values");
      if (values.isArray()) {
        return values.size() + " suggested";
      }
      JsonNode watched = message.at("/params/notifications/resourceSubscriptions");
      return message.has("params") ? watched.size() + " watched" : "yes";
    }
  }

  /// Asks and waits for the answer, or for what opens a stream.
  Told tell(Ask ask) throws InterruptedException {
    int id = ++ids;
    byte[] body = bytes(ask.json(era, id));
    Told told = caller.door() == Door.STDIO ? overLines(body) : overHttp(ask, body);
    if (!told.message().has("params")) {
      assertThat(told.message().path("id").asInt()).isEqualTo(id);
    }
    return told;
  }

  private Told overLines(byte[] body) throws InterruptedException {
    conversation.line(body);
    return new Told(Answer.Kind.OK, List.of(), json(next()));
  }

  private Told overHttp(Ask ask, byte[] body) throws InterruptedException {
    GivenHeaders headers = GivenHeaders.of("Accept", "application/json, text/event-stream");
    if (era == TalkingEra.MODERN) {
      headers.add("MCP-Protocol-Version", "2026-07-28").add("Mcp-Method", ask.method());
      if (!ask.mirrored().isEmpty()) {
        headers.add("Mcp-Name", ask.mirrored());
      }
    } else {
      headers.add("Mcp-Session-Id", session);
    }
    RecordedReply reply = new RecordedReply();
    engine.post(caller, headers, body, reply);
    if (reply.streaming()) {
      JsonNode first = json(bytes(reply.event()));
      reply.goAway();
      return new Told(Answer.Kind.OK, List.of(), first);
    }
    Answer answer = reply.answer();
    return new Told(answer.kind(), answer.scopes(), json(answer.body()));
  }

  private byte[] next() throws InterruptedException {
    byte[] line = lines.poll(10, TimeUnit.SECONDS);
    assertThat(line).as("an answer").isNotNull();
    return line;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] message) {
    return JsonMapper.shared().readTree(message);
  }

  @Override
  public void close() {
    conversation.close(Duration.ofMillis(1));
  }
}

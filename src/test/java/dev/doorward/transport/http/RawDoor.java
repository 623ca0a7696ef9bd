package dev.doorward.transport.http;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Scope;
import dev.doorward.limit.Network;
import dev.doorward.proof.Evidence;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The real door on free ports, spoken to in bytes, with an engine that counts what reaches it.
final class RawDoor implements AutoCloseable {
  static final String AUDIENCE = "http://127.0.0.1/mcp";

  private static final int PATIENCE_MILLIS = 20_000;

  private final HttpDoor door;
  private final String token;
  private final Counting engine;
  private final AuditTape tape;

  private RawDoor(HttpDoor door, String token, Counting engine, AuditTape tape) {
    this.door = door;
    this.tape = tape;
    this.token = token;
    this.engine = engine;
  }

  static RawDoor open(Path data, ConnectionSettings connections) {
    return open(data, loopback(connections));
  }

  static RawDoor open(Path data, HttpSettings settings) {
    AuditTape tape = new AuditTape();
    return open(data, settings, tape.beans(), tape);
  }

  static RawDoor open(Path data, HttpSettings settings, List<Object> beans) {
    return open(data, settings, beans, new AuditTape());
  }

  static RawDoor open(Path data, HttpSettings settings, List<Object> beans, AuditTape tape) {
    LocalIssuer issuer = LocalIssuer.open(data, InstantSource.system());
    String token = issuer.mint("tester", List.of("viewer"), AUDIENCE, Duration.ofMinutes(15));
    Counting engine = new Counting();
    HttpDoor door =
        HttpDoor.open(
            settings,
            engine,
            audience -> AccessTokens.local(issuer, AUDIENCE, InstantSource.system()),
            Scope.BASIC,
            beans);
    return new RawDoor(door, token, engine, tape);
  }

  static HttpSettings loopback(ConnectionSettings connections) {
    return loopback(connections, TlsSettings.DEFAULTS);
  }

  static HttpSettings loopback(ConnectionSettings connections, TlsSettings tls) {
    return loopback(connections, tls, List.of());
  }

  static HttpSettings loopback(
      ConnectionSettings connections, TlsSettings tls, List<Network> proxies) {
    return new HttpSettings(
        "127.0.0.1",
        0,
        "127.0.0.1",
        0,
        Optional.empty(),
        List.of(),
        List.of("https://app.example"),
        4_096,
        proxies,
        connections,
        tls);
  }

  /// Answers a body by repeating it, keeps a stream open for whoever listens, and holds back its
  /// answers while a body says so.
  static final class Counting implements Engine {
    final AtomicInteger reached = new AtomicInteger();

    @Override
    public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
      reached.incrementAndGet();
      if (!new String(body, StandardCharsets.UTF_8).contains("never")) {
        reply.answer(Answer.ok(body));
      }
    }

    @Override
    public void listen(Caller caller, RequestHeaders headers, Reply reply) {
      reached.incrementAndGet();
      reply.open();
    }

    @Override
    public void end(Caller caller, RequestHeaders headers, Reply reply) {
      reached.incrementAndGet();
      reply.answer(Answer.empty(Answer.Kind.NO_CONTENT));
    }

    @Override
    public LineConversation converse(Caller caller, MessageSink out) {
      throw new UnsupportedOperationException("no lines here");
    }

    @Override
    public void endSessions(Predicate<CallerId> of) {
      // There are none here.
    }

    @Override
    public void drain() {
      // Nothing is kept open here.
    }
  }

  HttpDoor door() {
    return door;
  }

  /// What it has written to its audit trail, if it was not given another one.
  AuditTape tape() {
    return tape;
  }

  String token() {
    return token;
  }

  /// How many requests have reached the engine so far.
  int reached() {
    return engine.reached.get();
  }

  /// A connection to the main listener.
  Socket connect() throws IOException {
    return connect(door.port());
  }

  Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /// Sends bytes and reads until the other side closes.
  String send(int port, String request) throws IOException {
    try (Socket socket = connect(port)) {
      write(socket, request);
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      Evidence.answered(answer);
      return answer;
    }
  }

  static void write(Socket socket, String text) throws IOException {
    Evidence.sent(text);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// The status of an answer; 0 when there was none.
  static int status(String answer) {
    return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  @Override
  public void close() {
    door.close();
  }
}

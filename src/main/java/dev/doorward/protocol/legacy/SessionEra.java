package dev.doorward.protocol.legacy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.gateway.Gateway;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.Results;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.protocol.wire.WireError;
import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The legacy era: sessions at the remote door, one conversation at the local door.
public final class SessionEra implements LegacyEra {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String LAST_EVENT = "Last-Event-ID";
  private static final String INITIALIZE = "initialize";

  private final Gateway gateway;
  private final LegacySettings settings;
  private final InstantSource clock;
  private final Handshake handshake;
  private final SessionCalls calls;
  private final Sessions sessions;
  private final Set<LocalLines> local = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /// @param results shared with the other era, which encodes the same tools
  /// @param requestIds makes the server's own ids of requests
  /// @param random cryptographically strong
  public SessionEra(
      Gateway gateway,
      ServerIdentity identity,
      Changes changes,
      Results results,
      Supplier<String> requestIds,
      LegacySettings settings,
      InstantSource clock,
      RandomGenerator random) {
    this.gateway = gateway;
    this.settings = settings;
    this.clock = clock;
    this.handshake = new Handshake(gateway, identity, requestIds);
    this.calls = new SessionCalls(gateway, results, requestIds);
    this.sessions = new Sessions(settings, clock, random);
    changes.listen(this::announce);
  }

  @Override
  public void post(Caller caller, RequestHeaders headers, Message message, Reply reply) {
    Optional<RequestId> id =
        message instanceof Message.Request request ? Optional.of(request.id()) : Optional.empty();
    Entry entry = enter(caller, headers, id);
    switch (entry) {
      case Entry.Refused(Answer answer) -> reply.answer(answer);
      case Entry.NoSession _ -> begin(caller, headers, message, id, reply);
      case Entry.Open(RemoteSession session) -> go(caller, headers, session, message, reply);
    }
  }

  @Override
  public void listen(Caller caller, RequestHeaders headers, Reply reply) {
    switch (enter(caller, headers, Optional.empty())) {
      case Entry.Refused(Answer answer) -> reply.answer(answer);
      case Entry.NoSession _ -> reply.answer(sessionMissing(Optional.empty()));
      case Entry.Open(RemoteSession session) -> listen(caller, session, headers, reply);
    }
  }

  @Override
  public void end(Caller caller, RequestHeaders headers, Reply reply) {
    switch (enter(caller, headers, Optional.empty())) {
      case Entry.Refused(Answer answer) -> reply.answer(answer);
      case Entry.NoSession _ -> reply.answer(sessionMissing(Optional.empty()));
      case Entry.Open(RemoteSession session) -> {
        sessions.end(session);
        reply.answer(Answer.empty(Answer.Kind.NO_CONTENT));
      }
    }
  }

  @Override
  public LegacyLines converse(Caller caller, MessageSink out, Places places) {
    LocalLines lines =
        new LocalLines(caller, out, places, handshake, calls, settings, clock, local::remove);
    local.add(lines);
    return lines;
  }

  @Override
  public void endSessions(Predicate<CallerId> of) {
    for (RemoteSession session : sessions.all()) {
      if (of.test(session.session().owner())) {
        sessions.end(session);
      }
    }
  }

  @Override
  public void drain() {
    draining = true;
    sessions.all().forEach(session -> session.streams().stopListening());
  }

  /// What the headers say about the session.
  private sealed interface Entry {
    record Open(RemoteSession session) implements Entry {}

    record NoSession() implements Entry {}

    record Refused(Answer answer) implements Entry {}
  }

  private Entry enter(Caller caller, RequestHeaders headers, Optional<RequestId> id) {
    List<String> given = headers.all(SESSION);
    if (given.isEmpty()) {
      return new Entry.NoSession();
    }
    if (given.size() > 1) {
      return new Entry.Refused(
          LegacyErrors.badRequest(id, "There is more than one Mcp-Session-Id header."));
    }
    Optional<RemoteSession> session = sessions.find(given.getFirst(), caller.id());
    if (session.isEmpty()) {
      return new Entry.Refused(LegacyErrors.unknownSession(id));
    }
    // Clients may leave the version out; what was agreed on then still holds (2025-11-25,
    // basic/transports).
    List<String> versions = headers.all(VERSION);
    boolean known =
        versions.isEmpty()
            || (versions.size() == 1 && Revision.of(versions.getFirst()).isPresent());
    return known
        ? new Entry.Open(session.get())
        : new Entry.Refused(
            LegacyErrors.badRequest(
                id,
                "The MCP-Protocol-Version header must be the version agreed on in initialize."));
  }

  private void begin(
      Caller caller, RequestHeaders headers, Message message, Optional<RequestId> id, Reply reply) {
    if (!(message instanceof Message.Request request && request.method().equals(INITIALIZE))) {
      reply.answer(sessionMissing(id));
      return;
    }
    switch (handshake.shake(caller, request, Optional.of(headers))) {
      case Handshake.Agreed.No(Answer answer) -> reply.answer(answer);
      case Handshake.Agreed.Yes(ClientProfile client, byte[] body) -> {
        RemoteSession opened = sessions.open(caller.id(), client);
        Answer plain = Answer.ok(body);
        reply.answer(
            new Answer(
                plain.kind(),
                body,
                Optional.of(opened.session().id()),
                plain.retryIn(),
                plain.quota(),
                plain.scopes()));
      }
    }
  }

  private void go(
      Caller caller, RequestHeaders headers, RemoteSession session, Message message, Reply reply) {
    switch (message) {
      case Message.Request request when request.method().equals(INITIALIZE) ->
          reply.answer(
              LegacyErrors.badRequest(
                  Optional.of(request.id()), "This session is initialized already."));
      case Message.Request request ->
          calls.take(
              session.session(),
              caller,
              request,
              Optional.of(headers),
              outlet(headers, session, request, reply),
              Places.UNLIMITED);
      case Message.Notification notification -> {
        session.session().notified(notification);
        reply.answer(Answer.empty(Answer.Kind.ACCEPTED));
      }
      case Message.Response response -> {
        session.session().questions().answered(response);
        reply.answer(Answer.empty(Answer.Kind.ACCEPTED));
      }
      case Message.Malformed malformed ->
          reply.answer(LegacyErrors.badRequest(malformed.id(), malformed.text()));
    }
  }

  private static Outlet outlet(
      RequestHeaders headers, RemoteSession session, Message.Request request, Reply reply) {
    return new PostOutlet(
        reply,
        acceptsStream(headers),
        session.session().client().revision().knowsPolling(),
        session.streams(),
        () -> lost(request.id()));
  }

  private static byte[] lost(RequestId id) {
    return RpcMessages.error(
        Optional.of(id),
        WireError.of(
            ErrorKind.OUTPUT_TOO_LARGE,
            Era.LEGACY,
            "The result was too large to be kept. Call again and stay connected."));
  }

  private void listen(Caller caller, RemoteSession session, RequestHeaders headers, Reply reply) {
    if (draining) {
      reply.answer(LegacyErrors.draining());
      return;
    }
    if (!acceptsStream(headers)) {
      reply.answer(
          LegacyErrors.badRequest(Optional.empty(), "A GET must accept text/event-stream."));
      return;
    }
    List<String> last = headers.all(LAST_EVENT);
    if (last.isEmpty()) {
      if (!session.streams().listen(caller, reply)) {
        reply.answer(Answer.empty(Answer.Kind.CONFLICT));
      }
      return;
    }
    Optional<EventId> seen = last.size() == 1 ? EventId.parse(last.getFirst()) : Optional.empty();
    if (seen.isEmpty() || !session.streams().resume(seen.get(), caller, reply)) {
      reply.answer(
          LegacyErrors.badRequest(Optional.empty(), "There is no stream with this Last-Event-ID."));
    }
  }

  private void announce(Change change) {
    for (RemoteSession session : sessions.all()) {
      // Nobody is told who does not listen.
      Optional<Caller> listener = session.streams().listener();
      if (listener.isPresent() && gateway.hears(listener.get(), change)) {
        session.session().announce(change);
      }
    }
    for (LocalLines lines : local) {
      if (gateway.hears(lines.caller(), change)) {
        lines.announce(change);
      }
    }
  }

  private static Answer sessionMissing(Optional<RequestId> id) {
    return LegacyErrors.badRequest(
        id,
        "The Mcp-Session-Id header is missing. Send initialize first and use the session id of its answer.");
  }

  private static boolean acceptsStream(RequestHeaders headers) {
    List<String> accepted = headers.all("Accept");
    for (String value : accepted) {
      if (value.contains("text/event-stream")
          || value.contains("*/*")
          || value.contains("text/*")) {
        return true;
      }
    }
    return accepted.isEmpty();
  }
}

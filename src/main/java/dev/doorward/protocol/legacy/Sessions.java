package dev.doorward.protocol.legacy;

import dev.doorward.caller.CallerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// All sessions at the remote door. Each belongs to the caller that opened it; for everybody else
/// it does not exist.
final class Sessions {
  private static final int ID_BYTES = 32;
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  private final LegacySettings settings;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, RemoteSession> byId = new ConcurrentHashMap<>();
  private final Map<CallerId, List<RemoteSession>> byOwner = new HashMap<>();
  private Instant swept;

  /// @param random cryptographically strong
  Sessions(LegacySettings settings, InstantSource clock, RandomGenerator random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.swept = clock.instant();
  }

  /// Opens a session; when the caller, or everybody together, has too many, the one idle for
  /// longest ends.
  RemoteSession open(CallerId owner, ClientProfile client) {
    SessionStreams streams =
        new SessionStreams(client.revision().knowsPolling(), settings.replayBytes());
    Session session = new Session(newId(), owner, client, settings, streams::send, clock.instant());
    RemoteSession opened = new RemoteSession(session, streams);
    add(owner, opened).forEach(RemoteSession::close);
    return opened;
  }

  /// The session of this id, if it is the caller's; it counts as used now.
  Optional<RemoteSession> find(String id, CallerId caller) {
    RemoteSession found = byId.get(id);
    if (found == null || !found.session().owner().equals(caller)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (expired(found, now)) {
      end(found);
      return Optional.empty();
    }
    found.session().used(now);
    return Optional.of(found);
  }

  /// Ends a session.
  void end(RemoteSession session) {
    remove(session);
    session.close();
  }

  /// Those that are open now.
  Collection<RemoteSession> all() {
    return byId.values();
  }

  private synchronized List<RemoteSession> add(CallerId owner, RemoteSession opened) {
    List<RemoteSession> out = new ArrayList<>(sweep(clock.instant()));
    List<RemoteSession> owned = byOwner.getOrDefault(owner, List.of());
    if (owned.size() >= settings.sessionsPerCaller()) {
      idlest(owned).ifPresent(out::add);
    } else if (byId.size() - out.size() >= settings.sessions()) {
      idlest(byId.values()).ifPresent(out::add);
    }
    out.forEach(this::remove);
    byId.put(opened.session().id(), opened);
    byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(opened);
    return out;
  }

  private synchronized void remove(RemoteSession session) {
    byId.remove(session.session().id());
    byOwner.computeIfPresent(
        session.session().owner(),
        (_, owned) -> {
          owned.remove(session);
          return owned.isEmpty() ? null : owned;
        });
  }

  /// Looks through all sessions once in a while, so that the forgotten ones of quiet callers go as
  /// well.
  private List<RemoteSession> sweep(Instant now) {
    if (Duration.between(swept, now).compareTo(SWEEP_EVERY) < 0) {
      return List.of();
    }
    swept = now;
    return byId.values().stream().filter(session -> expired(session, now)).toList();
  }

  private boolean expired(RemoteSession session, Instant now) {
    Duration quiet = Duration.between(session.session().lastUsed(), now);
    return quiet.compareTo(settings.idle()) > 0 && !session.busy();
  }

  private static Optional<RemoteSession> idlest(Collection<RemoteSession> sessions) {
    Comparator<RemoteSession> idleFirst = Comparator.comparing(RemoteSession::busy);
    return sessions.stream().min(idleFirst.thenComparing(session -> session.session().lastUsed()));
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}

package dev.doorward.protocol.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.CallerId;
import dev.doorward.protocol.wire.ClientCapabilities;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.service.Cancellation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class SessionsTest {
  private static final CallerId ANN = new CallerId("https://idp.example", "ann");
  private static final CallerId BEN = new CallerId("https://idp.example", "ben");
  private static final ClientProfile CLIENT =
      new ClientProfile(
          Revision.R2025_11_25, new ClientCapabilities(JsonNodeFactory.instance.objectNode()));
  private static final LegacySettings SMALL =
      new LegacySettings(5, 3, Duration.ofMinutes(30), Duration.ofMinutes(5), 1024, 8);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Sessions sessions = new Sessions(SMALL, () -> now, new SecureRandom());

  @Test
  void namesSessionsWithUnguessableUrlSafeIds() {
    String one = open(ANN);
    String two = open(ANN);
    assertThat(one).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(two);
  }

  @Test
  void showsASessionToNobodyButItsOwner() {
    String id = open(ANN);
    assertThat(sessions.find(id, ANN)).isPresent();
    assertThat(sessions.find(id, BEN)).isEmpty();
    assertThat(sessions.find(id, new CallerId("https://other.example", "ann"))).isEmpty();
  }

  @Test
  void endsTheOwnersIdlestSessionWhenThereAreTooMany() {
    String first = openLater(ANN);
    String second = openLater(ANN);
    String third = openLater(ANN);
    String bens = openLater(BEN);
    sessions.find(first, ANN);
    String fourth = openLater(ANN);
    assertThat(open(List.of(first, third, fourth), ANN)).containsExactly(first, third, fourth);
    assertThat(sessions.find(second, ANN)).isEmpty();
    assertThat(sessions.find(bens, BEN)).isPresent();
  }

  @Test
  void sparesASessionInWhichACallRuns() {
    String first = openLater(ANN);
    String second = openLater(ANN);
    openLater(ANN);
    Cancellation cancellation = new Cancellation();
    sessions
        .find(first, ANN)
        .orElseThrow()
        .session()
        .calls()
        .add(new RequestId.Number(1), cancellation);
    now = now.plusSeconds(1);
    sessions.find(second, ANN);
    openLater(ANN);
    assertThat(sessions.find(first, ANN)).isPresent();
    assertThat(cancellation.given()).isFalse();
  }

  @Test
  void boundsTheSessionsOfAllTogether() {
    List<CallerId> callers = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      callers.add(new CallerId("https://idp.example", "caller-" + i));
      ids.add(openLater(callers.get(i)));
    }
    assertThat(sessions.all()).hasSize(5);
    assertThat(sessions.find(ids.get(0), callers.get(0))).isEmpty();
    assertThat(sessions.find(ids.get(6), callers.get(6))).isPresent();
  }

  @Test
  void forgetsASessionThatWasIdleTooLong() {
    String id = open(ANN);
    now = now.plus(Duration.ofMinutes(29));
    assertThat(sessions.find(id, ANN)).isPresent();
    now = now.plus(Duration.ofMinutes(31));
    assertThat(sessions.find(id, ANN)).isEmpty();
  }

  @Test
  void sweepsTheIdleSessionsOfCallersThatNeverComeBack() {
    open(ANN);
    now = now.plus(Duration.ofMinutes(31));
    open(BEN);
    assertThat(sessions.all()).hasSize(1);
  }

  @Test
  void keepsASessionThatSomebodyListensTo() {
    String id = open(ANN);
    sessions.find(id, ANN).orElseThrow().streams().listen(EraBench.ANN, new FakeReply());
    now = now.plus(Duration.ofHours(10));
    assertThat(sessions.find(id, ANN)).isPresent();
  }

  @Test
  void endingASessionCancelsItsCallsAndEndsItsStreams() {
    String id = open(ANN);
    RemoteSession session = sessions.find(id, ANN).orElseThrow();
    Cancellation cancellation = new Cancellation();
    FakeReply listening = new FakeReply();
    session.session().calls().add(new RequestId.Text("a"), cancellation);
    session.streams().listen(EraBench.ANN, listening);
    sessions.end(session);
    assertThat(cancellation.given()).isTrue();
    assertThat(listening.ended()).isTrue();
    assertThat(sessions.find(id, ANN)).isEmpty();
  }

  private String open(CallerId owner) {
    return sessions.open(owner, CLIENT).session().id();
  }

  private String openLater(CallerId owner) {
    now = now.plusSeconds(1);
    return open(owner);
  }

  private List<String> open(List<String> ids, CallerId owner) {
    return ids.stream().filter(id -> sessions.find(id, owner).isPresent()).toList();
  }
}

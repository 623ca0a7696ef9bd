package dev.doorward.protocol.legacy;

import static dev.doorward.protocol.legacy.EraBench.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.service.Change;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One caller who listens with one credential and comes back with another.
@Timeout(30)
final class SessionListenerTest {
  private static final String TOOLS = "notifications/tools/list_changed";
  private static final String PROMPTS = "notifications/prompts/list_changed";
  private static final Caller LESS =
      new Caller(ANN.id(), Set.of(Role.VIEWER), ANN.scopes(), ANN.clientId(), ANN.door());

  private final EraBench bench = new EraBench();
  private String session = "";
  private String first = "";

  /// Somebody has listened, heard of a change of tools and missed one of prompts.
  @BeforeEach
  void missOne() throws InterruptedException {
    session = bench.openSession();
    FakeReply listening = bench.listen(FakeHeaders.in(session));
    first = Objects.requireNonNull(listening.next().id());
    bench.changes.announce(new Change.Tools());
    bench.changes.announce(new Change.Prompts());
    listening.nextMessage();
    listening.nextMessage();
    listening.hangUp();
  }

  private FakeReply resumed(Caller caller) {
    return bench.listen(caller, FakeHeaders.in(session).with("Last-Event-ID", first));
  }

  private static String method(FakeReply listening) throws InterruptedException {
    return listening.nextMessage().path("method").asString();
  }

  @Test
  void whoComesBackWithTheSameRightsGetsWhatWasMissed() throws InterruptedException {
    FakeReply listening = resumed(ANN);
    assertThat(method(listening)).isEqualTo(TOOLS);
    assertThat(method(listening)).isEqualTo(PROMPTS);
  }

  @Test
  void whoComesBackWithOtherRightsGetsWhatComesFromNowOn() throws InterruptedException {
    FakeReply listening = resumed(LESS);
    bench.changes.announce(new Change.Prompts());
    assertThat(method(listening)).isEqualTo(PROMPTS);
    assertThat(listening.hasNoEvent()).isTrue();

    listening.hangUp();
    FakeReply again = resumed(LESS);
    assertThat(method(again)).as("what it was told itself").isEqualTo(PROMPTS);
    assertThat(again.hasNoEvent()).isTrue();
  }

  @Test
  void whoListensAnewGetsNothingOfItByComingBack() throws InterruptedException {
    bench.listen(LESS, FakeHeaders.in(session)).hangUp();
    FakeReply listening = resumed(LESS);
    bench.changes.announce(new Change.Prompts());
    assertThat(method(listening)).isEqualTo(PROMPTS);
    assertThat(listening.hasNoEvent()).isTrue();
  }

  @Test
  void whoIsTurnedAwayDecidesNothing() throws InterruptedException {
    FakeReply listening = resumed(ANN);
    Caller nobody = new Caller(ANN.id(), Set.of(), ANN.scopes(), ANN.clientId(), ANN.door());
    assertThat(bench.listen(nobody, FakeHeaders.in(session)).ended()).isTrue();
    method(listening);
    method(listening);
    bench.changes.announce(new Change.Tools());
    assertThat(method(listening)).isEqualTo(TOOLS);
  }
}

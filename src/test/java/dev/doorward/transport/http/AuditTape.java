package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The audit lines of a door under test. Each has a minute of its own, so that none is only
/// counted.
public final class AuditTape {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong minutes = new AtomicLong();
  private final AuditTrail trail =
      new AuditTrail(
          new AuditSink.ToStream(bytes),
          () -> Instant.EPOCH.plus(Duration.ofMinutes(minutes.incrementAndGet())));

  /// The beans to open a door with, among them the trail that writes here.
  public List<Object> beans() {
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(AuditTrail.class::isInstance);
    beans.add(trail);
    return beans;
  }

  /// The trail that writes here.
  public AuditTrail trail() {
    return trail;
  }

  /// How many lines there are.
  public int length() {
    return lines().size();
  }

  /// All lines behind the first so many.
  public List<JsonNode> from(int first) {
    List<String> all = lines();
    return all.subList(first, all.size()).stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }

  /// Requires exactly one refusal behind the first so many lines.
  ///
  /// @param event what the line is called
  /// @param reasons one of which it names
  public void requireRefusal(int first, String event, Set<String> reasons) {
    List<JsonNode> lines = from(first);
    assertThat(lines).hasSize(1);
    JsonNode line = lines.getFirst();
    assertThat(line.path("event").asString()).isEqualTo(event);
    assertThat(line.path("decision").asString()).isEqualTo("refused");
    assertThat(line.path("reason").asString()).isIn(reasons);
    assertThat(line.path("door").asString()).isEqualTo("http");
    assertThat(line.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(line.has("subject")).isFalse();
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditEvent.TurnedAway;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One line of every event, as it was agreed on (`-Dgolden.update=true` writes them), and proof
/// that `docs/audit.md` names every event and field, and no other.
final class AuditReferenceTest {
  private static final Path GOLDEN = Path.of("src/test/resources/audit/events.jsonl");
  private static final Path PAPER = Path.of("docs/audit.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[^|]+`) \\| [^|]+ \\| ([^|]*) \\|$");
  private static final Pattern WORD = Pattern.compile("`([a-z0-9_]+)`");
  private static final Set<String> OF_EVERY_LINE = Set.of("time", "event");

  private static final long SECOND = 1_767_268_800L;
  private static final Caller ADA =
      new Caller(
          new CallerId("https://login.example.org/", "ada"),
          Set.of(Role.VIEWER),
          Set.of(),
          "desktop",
          Door.HTTP,
          "token-1");

  private static List<AuditEvent> events() {
    ObjectNode arguments =
        (ObjectNode) JsonMapper.shared().readTree("{\"path\":\"a\",\"depth\":2}");
    for (int i = 0; i < 32; i++) {
      arguments.put("more" + i, true);
    }
    AuditEntry call =
        new AuditEntry(
            "r-1",
            ADA,
            "modern",
            "tools/call",
            "read_file",
            arguments,
            "0af7651916cd43dd8448eb211c80319c");
    AuditEntry read =
        new AuditEntry("r-2", ADA, "legacy", "resources/read", "skill://acme/refunds/SKILL.md");
    read.served("sha256:" + "ab".repeat(32), 4_711);
    List<AuditEvent> events =
        new ArrayList<>(
            List.of(
                new AuditEvent.Intent(call),
                new AuditEvent.Outcome(
                    call, "refused", Optional.of("rate_limited"), Duration.ofMillis(2)),
                new AuditEvent.Outcome(read, "completed", Optional.empty(), Duration.ofNanos(5)),
                new AuditEvent.RefusalsCounted(ADA.id(), 12),
                new AuditEvent.Authenticated(ADA, "192.0.2.1"),
                new AuditEvent.AuthenticationsCounted(ADA.id(), 12)));
    for (TurnedAway.Kind kind : TurnedAway.Kind.values()) {
      events.add(new TurnedAway(kind, "a_class", "192.0.2.1"));
      events.add(new AuditEvent.TurnedAwayCounted(kind, "a_class", 12));
    }
    events.addAll(
        List.of(
            new AuditEvent.Configured(List.of("data", "http.port")),
            new AuditEvent.Reconfigured(true, List.of("limit.rate"), List.of("http.port")),
            new AuditEvent.Stopped(),
            new AuditEvent.FileBegun("0123456789abcdef", "A".repeat(43)),
            new AuditEvent.SetAside("audit.set-aside.1.jsonl"),
            new AuditEvent.Removed("audit.2026-01-01.000000000001.jsonl"),
            block("address", "192.0.2.0/24", Optional.empty()),
            block("subject", "eve", Optional.of("https://login.example.org/")),
            new BlockEvent.Counted("held", 12),
            new BlockEvent.Kept(2)));
    return events;
  }

  private static BlockEvent block(String kind, String value, Optional<String> issuer) {
    return new BlockEvent(
        "added", kind, value, issuer, "scans us", Instant.ofEpochSecond(SECOND + 3_600));
  }

  private static String line(AuditEvent event) {
    return StandardCharsets.UTF_8.decode(AuditLine.of(event, SECOND).end()).toString();
  }

  private static String lines() {
    // The process has another number each time.
    String start =
        line(new AuditEvent.Started("http", "1.0.0", "build"))
            .replaceFirst("\"process\":\\d+", "\"process\":1");
    return events().stream().map(AuditReferenceTest::line).collect(Collectors.joining()) + start;
  }

  @Test
  void everyEventIsAsItWasAgreedOn() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, lines());
    }
    assertThat(lines()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void noEventIsMissingHere() {
    Set<Class<?>> told = new HashSet<>(Set.of(AuditEvent.Started.class));
    events().forEach(event -> told.add(event.getClass()));

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(AuditEvent.class.getPermittedSubclasses()));
  }

  @Test
  void thePaperNamesEveryEventAndFieldAndNoOther() throws IOException {
    Map<String, Set<String>> written = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAPER));
    while (row.find()) {
      for (String event : words(row.group(1))) {
        written.computeIfAbsent(event, _ -> new TreeSet<>()).addAll(words(row.group(2)));
      }
    }
    Map<String, Set<String>> told = new TreeMap<>();
    lines()
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .forEach(
            line -> {
              Set<String> fields = new TreeSet<>(line.propertyNames());
              fields.removeAll(OF_EVERY_LINE);
              told.computeIfAbsent(line.path("event").asString(), _ -> new TreeSet<>())
                  .addAll(fields);
            });

    assertThat(written).isEqualTo(told);
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }
}

package dev.doorward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.http.auth.TokenOpinion;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A server to look at, and what a step says of it at a fixed time.
final class StepRig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  final AnIssuer server;
  private final Probe probe = new Probe(InstantSource.fixed(NOW));

  StepRig() throws IOException {
    server = new AnIssuer();
  }

  @Override
  public void close() {
    probe.close();
    server.close();
  }

  String issuer() {
    return server.address() + "/realm";
  }

  Subject atIssuer() {
    return issuedBy(issuer(), Optional.of(server.address() + "/keys"));
  }

  static Subject issuedBy(String name, Optional<String> jwks) {
    return new Subject(
        URI.create("https://mcp.example.org/mcp"),
        List.of(new Subject.CheckedIssuer("issuer", name, jwks)),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        InstantSource.fixed(NOW));
  }

  static Subject subject(String endpoint) {
    return subject(endpoint, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Subject judged(TokenOpinion opinion) {
    return subject(
        "https://mcp.example.org/mcp",
        Optional.empty(),
        Optional.of("the-token"),
        Optional.of(_ -> opinion));
  }

  Subject seenFromOutside() {
    return subject(
        server.address() + "/mcp",
        Optional.of(URI.create(server.address())),
        Optional.of("the-token"),
        Optional.empty());
  }

  static Subject subject(
      String endpoint,
      Optional<URI> url,
      Optional<String> token,
      Optional<Function<String, TokenOpinion>> judge) {
    return new Subject(
        URI.create(endpoint),
        List.of(),
        Set.of("viewer"),
        url,
        token,
        judge,
        InstantSource.fixed(NOW));
  }

  List<Level> levels(Step step, Subject subject) {
    return examine(step, subject).stream().map(Finding::level).toList();
  }

  Finding only(Step step, Subject subject, Level level) {
    List<Finding> found =
        examine(step, subject).stream().filter(finding -> finding.level() == level).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  List<Finding> examine(Step step, Subject subject) {
    return examine(step, subject, probe);
  }

  static List<Finding> examine(Step step, Subject subject, Probe probe) {
    try {
      return step.examine(subject, probe);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

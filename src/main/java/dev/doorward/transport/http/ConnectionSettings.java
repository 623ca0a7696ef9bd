package dev.doorward.transport.http;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How many connections there may be, and how long and how much each may take.
///
/// @param most connections at once, over all listeners
/// @param perAddress connections at once from one address, or from one IPv6 /64
/// @param headerWithin how long the head of a request may take, from its first byte; the first
///   one's from the connection on, with the TLS handshake
/// @param bodyWithin how long the body of a request may take
/// @param idle how long a connection may be without a request, and an answer without being read
/// @param headerBytes how large all headers of a request together may be
/// @param headers how many header lines a request may have
/// @param pipelined how many requests of one connection may wait for their answers
/// @param streamsPerCaller how many event streams one caller may have open
@Introspected
public record ConnectionSettings(
    @Min(1) @Max(1_000_000) int most,
    @Min(1) @Max(1_000_000) int perAddress,
    @Min(1) @Max(120) Duration headerWithin,
    @Min(1) @Max(600) Duration bodyWithin,
    @Min(1) @Max(3_600) Duration idle,
    @Min(4_096) @Max(65_536) int headerBytes,
    @Min(16) @Max(1_000) int headers,
    @Min(1) @Max(128) int pipelined,
    @Min(1) @Max(100_000) int streamsPerCaller) {
  /// What holds when nothing else is configured.
  public static final ConnectionSettings DEFAULTS =
      new ConnectionSettings(
          10_000,
          1_024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          16_384,
          100,
          16,
          128);
}

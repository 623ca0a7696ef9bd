package dev.doorward.cli.settings;

import dev.doorward.transport.http.ConnectionSettings;
import java.time.Duration;
import java.util.List;

/// The part of the table of keys that bounds the connections of the HTTP door.
final class ConnectionKeys {
  private static final ConnectionSettings USUAL = ConnectionSettings.DEFAULTS;

  private static final Key<Integer> MOST =
      Key.of(
          "http.connections.most",
          Kinds.integer(),
          USUAL.most(),
          "Connections at once, over all listeners.");

  private static final Key<Integer> PER_ADDRESS =
      Key.of(
          "http.connections.per-address",
          Kinds.integer(),
          USUAL.perAddress(),
          "Connections at once from one address, or from one IPv6 /64; trusted proxies are not"
              + " counted.");

  private static final Key<Duration> HEADER_WITHIN =
      Key.of(
          "http.connections.header-within",
          Kinds.duration(),
          USUAL.headerWithin(),
          "How long the line and headers of a request may take.");

  private static final Key<Duration> BODY_WITHIN =
      Key.of(
          "http.connections.body-within",
          Kinds.duration(),
          USUAL.bodyWithin(),
          "How long the body of a request may take.");

  private static final Key<Duration> IDLE =
      Key.of(
          "http.connections.idle",
          Kinds.duration(),
          USUAL.idle(),
          "How long a connection may be without a request, and an answer without being read.");

  private static final Key<Integer> HEADER_BYTES =
      Key.of(
          "http.connections.header-bytes",
          Kinds.integer(),
          USUAL.headerBytes(),
          "How large all headers of a request together may be.");

  private static final Key<Integer> HEADERS =
      Key.of(
          "http.connections.headers",
          Kinds.integer(),
          USUAL.headers(),
          "How many header lines a request may have.");

  private static final Key<Integer> PIPELINED =
      Key.of(
          "http.connections.pipelined",
          Kinds.integer(),
          USUAL.pipelined(),
          "How many requests of one connection may wait for their answers.");

  private static final Key<Integer> STREAMS_PER_CALLER =
      Key.of(
          "http.connections.streams-per-caller",
          Kinds.integer(),
          USUAL.streamsPerCaller(),
          "How many event streams one caller may have open.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL =
      List.of(
          MOST,
          PER_ADDRESS,
          HEADER_WITHIN,
          BODY_WITHIN,
          IDLE,
          HEADER_BYTES,
          HEADERS,
          PIPELINED,
          STREAMS_PER_CALLER);

  private ConnectionKeys() {}

  static ConnectionSettings read(Values values) {
    return new ConnectionSettings(
        values.get(MOST),
        values.get(PER_ADDRESS),
        values.get(HEADER_WITHIN),
        values.get(BODY_WITHIN),
        values.get(IDLE),
        values.get(HEADER_BYTES),
        values.get(HEADERS),
        values.get(PIPELINED),
        values.get(STREAMS_PER_CALLER));
  }
}

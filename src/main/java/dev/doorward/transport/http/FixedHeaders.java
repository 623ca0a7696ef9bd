package dev.doorward.transport.http;

import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The headers that every answer carries. Their bytes are made and checked once, not per answer: in
/// HTTP/1.1 they are written as one block behind the others, where no answer gets by.
final class FixedHeaders {
  private record Header(AsciiString name, AsciiString value) {
    static Header of(String name, String value) {
      NettyHttpHeaders.validateHeader(name, value);
      return new Header(AsciiString.cached(name), AsciiString.cached(value));
    }

    String line() {
      return name + ": " + value + "\r\n";
    }
  }

  private static final List<Header> ALWAYS =
      List.of(
          Header.of("X-Content-Type-Options", "nosniff"),
          Header.of(
              "Content-Security-Policy",
              "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
          Header.of("Referrer-Policy", "no-referrer"),
          Header.of("Cross-Origin-Resource-Policy", "same-origin"),
          Header.of("X-Frame-Options", "DENY"));
  private static final Header ONLY_TLS =
      Header.of("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  private static final Header NOT_STORED = Header.of("Cache-Control", "no-store");

  private final List<Header> always;
  private final byte[] block;
  private final byte[] notStored;

  /// @param tls whether the listeners speak TLS; only then may an answer demand it (RFC 6797)
  FixedHeaders(boolean tls) {
    this.always = tls ? Stream.concat(ALWAYS.stream(), Stream.of(ONLY_TLS)).toList() : ALWAYS;
    this.block = bytes(always.stream().map(Header::line).collect(Collectors.joining()));
    this.notStored = bytes(NOT_STORED.line());
  }

  private static byte[] bytes(String lines) {
    return lines.getBytes(StandardCharsets.US_ASCII);
  }

  /// Writes them behind the other headers of an answer (HTTP/1.1); one that already says how long
  /// it may be kept keeps that.
  void writeBehind(HttpHeaders others, ByteBuf out) {
    out.writeBytes(block);
    if (!others.contains(HttpHeaderNames.CACHE_CONTROL)) {
      out.writeBytes(notStored);
    }
  }

  /// Adds them where nothing writes them behind the others (HTTP/2); an answer that already says
  /// how long it may be kept keeps that.
  void addTo(MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    for (Header header : always) {
      set(headers, header);
    }
    if (!headers.contains(NOT_STORED.name().toString())) {
      set(headers, NOT_STORED);
    }
  }

  private static void set(MutableHttpHeaders headers, Header header) {
    if (headers instanceof NettyHttpHeaders netty) {
      netty.setUnsafe(header.name(), header.value());
    } else {
      headers.set(header.name(), header.value());
    }
  }
}

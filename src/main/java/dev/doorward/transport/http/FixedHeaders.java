package dev.doorward.transport.http;

import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.netty.NettyHttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/// The headers that every answer carries. Their bytes are made and checked once, not per answer.
final class FixedHeaders {
  private record Header(AsciiString name, AsciiString value) {
    static Header of(String name, String value) {
      NettyHttpHeaders.validateHeader(name, value);
      return new Header(AsciiString.cached(name), AsciiString.cached(value));
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

  private final boolean tls;

  /// @param tls whether the listeners speak TLS; only then may an answer demand it (RFC 6797)
  FixedHeaders(boolean tls) {
    this.tls = tls;
  }

  /// Adds them; an answer that already says how long it may be kept keeps that.
  void addTo(MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    for (Header header : ALWAYS) {
      set(headers, header);
    }
    if (tls) {
      set(headers, ONLY_TLS);
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

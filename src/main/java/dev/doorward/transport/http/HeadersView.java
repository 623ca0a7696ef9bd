package dev.doorward.transport.http;

import dev.doorward.protocol.RequestHeaders;
import io.micronaut.http.HttpHeaders;
import java.util.List;

/// A request's headers as the protocol may see them.
record HeadersView(HttpHeaders headers) implements RequestHeaders {
  @Override
  public List<String> all(String name) {
    return headers.getAll(name);
  }

  @Override
  public Iterable<String> names() {
    return headers.names();
  }
}

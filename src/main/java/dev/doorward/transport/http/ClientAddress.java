package dev.doorward.transport.http;

import io.micronaut.http.HttpRequest;
import java.net.InetAddress;

/// Where a request comes from: the other end of its connection.
final class ClientAddress {
  private ClientAddress() {}

  static InetAddress of(HttpRequest<?> request) {
    return request.getRemoteAddress().getAddress();
  }
}

package dev.doorward.transport.http.auth;

import dev.doorward.limit.Network;
import io.micronaut.http.HttpRequest;

/// What the door knows of the way a request has come.
public interface Whereabouts {
  /// Every connection is its client's own.
  Whereabouts DIRECT =
      new Whereabouts() {
        @Override
        public Network source(HttpRequest<?> request) {
          return Network.around(request.getRemoteAddress().getAddress());
        }

        @Override
        public boolean isForwarded(HttpRequest<?> request) {
          return false;
        }
      };

  /// Where its client is, as far as it counts.
  Network source(HttpRequest<?> request);

  /// Whether its connection is a trusted proxy's, who connects for many: what that connection
  /// proves, its certificate above all, proves nothing of any of them.
  boolean isForwarded(HttpRequest<?> request);
}

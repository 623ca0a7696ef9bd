package dev.doorward.gateway;

import dev.doorward.service.ClientLink;

/// Where a request came from, beside its caller.
///
/// @param requestId the server's own id of the request, for logs and audit
/// @param era `modern` or `legacy`
/// @param link how to reach the client while the request runs
/// @param trace the trace it belongs to, 32 lower-case hexadecimal digits; empty for none
public record Origin(String requestId, String era, ClientLink link, String trace) {
  /// A request that belongs to no trace.
  public Origin(String requestId, String era, ClientLink link) {
    this(requestId, era, link, "");
  }
}

package dev.doorward.gateway;

import dev.doorward.service.ClientLink;

/// Where a request came from, beside its caller.
///
/// @param requestId the server's own id of the request, for logs and audit
/// @param era `modern` or `legacy`
/// @param link how to reach the client while the request runs
public record Origin(String requestId, String era, ClientLink link) {}

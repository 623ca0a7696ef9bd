/// Who a remote caller is: access tokens, their issuers and the challenges that ask for one.
///
/// Entered with a request's credentials; the only place that sees keys and tokens, and it never
/// logs one.
@NullMarked
package dev.doorward.transport.http.auth;

import org.jspecify.annotations.NullMarked;

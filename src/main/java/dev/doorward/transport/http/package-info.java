/// The door for remote callers: Streamable HTTP on Micronaut Netty.
///
/// Entered by requests to `/mcp`; it authenticates, checks the edge and calls the engine, and
/// decides nothing else.
@NullMarked
package dev.doorward.transport.http;

import org.jspecify.annotations.NullMarked;

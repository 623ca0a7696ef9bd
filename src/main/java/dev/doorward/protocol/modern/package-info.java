/// MCP from 2026-07-28 on: every request stands alone and says in its metadata who asks and what it
/// understands.
@NullMarked
package dev.doorward.protocol.modern;

import org.jspecify.annotations.NullMarked;

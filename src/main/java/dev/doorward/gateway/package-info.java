/// The one way from a message to work. [Gateway#handle] holds every guard in order, as lines of one
/// method; only it runs a tool, reads a resource, gets a prompt or shows a list. Answers come back
/// as one sealed [Outcome].
@NullMarked
package dev.doorward.gateway;

import org.jspecify.annotations.NullMarked;

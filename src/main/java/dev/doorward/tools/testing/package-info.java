/// Aids for the authors of clients: tools that are slow, fail, report progress, answer with much or
/// with every kind of content, ask, and notice that they were cancelled. Every size and time is
/// bounded, and nothing outside of a call is touched. The referee's fixtures are a family of their
/// own, because their names and texts are the referee's.
@NullMarked
package dev.doorward.tools.testing;

import org.jspecify.annotations.NullMarked;

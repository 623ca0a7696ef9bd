/// The referee's fixtures: tools, resources and prompts with the names, arguments and answers which
/// the public MCP conformance suite looks for. Entered through [ConformanceToolset]; off unless it
/// is enabled by name, because nothing here is of use to anybody but the referee. Nothing outside
/// the conformance runs may rely on it.
@NullMarked
package dev.doorward.tools.conformance;

import org.jspecify.annotations.NullMarked;

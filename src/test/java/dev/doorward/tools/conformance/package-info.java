/// Tests of the referee's fixtures.
@NullMarked
package dev.doorward.tools.conformance;

import org.jspecify.annotations.NullMarked;

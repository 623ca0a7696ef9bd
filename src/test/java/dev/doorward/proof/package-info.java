/// What the servers, doors and clients of a whole test run have said, and the search through it for
/// what must never be said. `NothingLeakedTest` and `NothingLeakedContractTest` run last.
@NullMarked
package dev.doorward.proof;

import org.jspecify.annotations.NullMarked;

/// What `doorward check` looks at, one small class per step, and how it tells what it saw.
///
/// Entered through [Examination]; it starts no server, writes nothing, never prints a credential,
/// and sends one only to the address the operator named.
@NullMarked
package dev.doorward.cli.check;

import org.jspecify.annotations.NullMarked;

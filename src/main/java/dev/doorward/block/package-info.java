/// Whom the HTTP door answers no more: addresses and networks, tokens, subjects, clients, each for
/// a reason and until a time. Entered through [Blocks], which follows the file that [BlockFile]
/// writes; a file that cannot be read never lifts a block.
@NullMarked
package dev.doorward.block;

import org.jspecify.annotations.NullMarked;

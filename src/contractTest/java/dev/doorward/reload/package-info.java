/// Changes of the configuration as clients and operators meet them: a running server whose files
/// are edited.
@NullMarked
package dev.doorward.reload;

import org.jspecify.annotations.NullMarked;

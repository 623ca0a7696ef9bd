/// The commands as a user starts them: real processes of the built distribution.
@NullMarked
package dev.doorward.cli;

import org.jspecify.annotations.NullMarked;

/// Runs what others wrote against the built distribution: the public referee and foreign clients,
/// over both doors. What needs npm reports itself skipped where there is none, and says what to
/// install.
@NullMarked
package dev.doorward.conformance;

import org.jspecify.annotations.NullMarked;

/// Looks through trees of files for what the content rules find: the tool `security_scan` over the
/// workspace, and what `doorward scan` runs.
///
/// Entered through [dev.doorward.tools.scan.ScanFamily] and [dev.doorward.tools.scan.Scanner].
/// Everything is read through a sandbox and through windows of a fixed size. This family never
/// writes, never follows a link, asks nobody over the network and never shows a secret it found.
@NullMarked
package dev.doorward.tools.scan;

import org.jspecify.annotations.NullMarked;

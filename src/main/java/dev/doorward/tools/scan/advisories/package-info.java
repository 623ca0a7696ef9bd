/// Dependencies as lock files and POMs name them, and advisories in the OSV format that warn of
/// versions.
///
/// Entered through [dev.doorward.tools.scan.advisories.LockFile] and
/// [dev.doorward.tools.scan.advisories.Advisories]. Nothing is fetched: the operator brings the
/// advisories.
@NullMarked
package dev.doorward.tools.scan.advisories;

import org.jspecify.annotations.NullMarked;

/// Read-only file access that cannot leave its root, shared by every room that touches files.
///
/// Entered through [dev.doorward.sandbox.Sandbox]. Every segment of a path is opened relative to
/// the directory handle before it and without following links, so nothing is checked by name and
/// opened later by the same name. This package never writes, never follows a link and never decides
/// who may read.
@NullMarked
package dev.doorward.sandbox;

import org.jspecify.annotations.NullMarked;

/// Lets clients look into one directory, the workspace: list, read, and nothing else.
///
/// Entered through [dev.doorward.tools.workspace.WorkspaceFamily]. Paths are relative to the
/// workspace, `file:///` means its top, and the sandbox keeps every read inside it. This family
/// never writes, never follows a link, and never tells where on the machine the workspace lies.
@NullMarked
package dev.doorward.tools.workspace;

import org.jspecify.annotations.NullMarked;

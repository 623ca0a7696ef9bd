package dev.doorward.tools.scan;

import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Toolset;
import java.util.List;

/// The scan family as the composition sees it.
public final class ScanFamily {
  /// The name this family is enabled and disabled by.
  public static final String NAME = "scan";

  private ScanFamily() {}

  /// What the family brings to the catalog; the rules are read at the first scan.
  ///
  /// @param workspace what may be looked through
  /// @param version of the program, for reports
  public static Toolset toolset(Sandbox workspace, WorkspaceSight sight, String version) {
    return Toolset.ofTools(
        NAME,
        List.of(new SecurityScan(workspace, sight, version, ScanLimits.TOOL, System::nanoTime)));
  }
}

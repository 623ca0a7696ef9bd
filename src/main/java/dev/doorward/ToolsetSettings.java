package dev.doorward;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which families of tools are offered.
///
/// @param enable families to offer beside the usual ones
/// @param disable families not to offer; it wins over `enable`
@Introspected
public record ToolsetSettings(List<String> enable, List<String> disable) {
  /// Every family there is, in alphabetical order.
  public static final List<String> ALL =
      List.of("commands", "conformance", "diagnostics", "scan", "skills", "testing", "workspace");

  /// The families offered when nothing else is configured.
  public static final List<String> USUAL = List.of("diagnostics", "scan", "skills", "workspace");

  /// What holds when nothing else is configured: the usual families.
  public static final ToolsetSettings DEFAULTS = new ToolsetSettings(List.of(), List.of());

  public ToolsetSettings {
    enable = List.copyOf(enable);
    disable = List.copyOf(disable);
  }

  /// The families to offer.
  public Set<String> enabled() {
    Set<String> enabled = new TreeSet<>(USUAL);
    enabled.addAll(enable);
    disable.forEach(enabled::remove);
    return enabled;
  }
}

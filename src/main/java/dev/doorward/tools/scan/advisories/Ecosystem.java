package dev.doorward.tools.scan.advisories;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Where packages come from, by the name that OSV gives it, and how its versions are ordered.
enum Ecosystem {
  NPM("npm", VersionOrder.SEMANTIC),
  MAVEN("Maven", VersionOrder.MAVEN),
  PYPI("PyPI", VersionOrder.PYTHON),
  GO("Go", VersionOrder.SEMANTIC),
  CRATES("crates.io", VersionOrder.SEMANTIC);

  private final String label;
  private final Comparator<String> order;

  Ecosystem(String label, Comparator<String> order) {
    this.label = label;
    this.order = order;
  }

  static Optional<Ecosystem> labelled(String label) {
    for (Ecosystem each : values()) {
      if (each.label.equals(label)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  String label() {
    return label;
  }

  Comparator<String> order() {
    return order;
  }

  /// A package's name in the one spelling that is compared (for Python, PEP 503).
  String plain(String name) {
    return this == PYPI ? name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-") : name;
  }
}

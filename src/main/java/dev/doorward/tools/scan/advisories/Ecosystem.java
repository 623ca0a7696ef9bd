package dev.doorward.tools.scan.advisories;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Where packages come from, by the name that OSV gives it, and how its versions are ordered.
enum Ecosystem {
  NPM("npm"),
  MAVEN("Maven"),
  PYPI("PyPI"),
  GO("Go"),
  CRATES("crates.io");

  private final String label;

  Ecosystem(String label) {
    this.label = label;
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
    return switch (this) {
      case NPM, GO, CRATES -> VersionOrder.SEMANTIC;
      case MAVEN -> VersionOrder.MAVEN;
      case PYPI -> VersionOrder.PYTHON;
    };
  }

  /// A package's name in the one spelling that is compared (for Python, PEP 503).
  String plain(String name) {
    return this == PYPI ? name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-") : name;
  }
}

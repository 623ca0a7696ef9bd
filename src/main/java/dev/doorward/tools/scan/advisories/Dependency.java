package dev.doorward.tools.scan.advisories;

import dev.doorward.inspection.Place;

/// One package in one version, and where a file names it.
public record Dependency(String ecosystem, String name, String version, Place place) {
  static Dependency of(Ecosystem ecosystem, String name, String version, long line) {
    return new Dependency(ecosystem.label(), name, version, new Place(Math.max(1, line), 0));
  }
}

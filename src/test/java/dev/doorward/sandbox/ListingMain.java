package dev.doorward.sandbox;

import java.nio.file.Path;

/// Lists a directory in a process of its own, whose locale the test chooses.
final class ListingMain {
  private ListingMain() {}

  public static void main(String[] arguments) throws Exception {
    Listing listing =
        Sandbox.open(Path.of(arguments[0])).list(RelativePath.TOP).granted().orElseThrow();
    System.out.println(
        listing.entries().stream().map(Entry::name).toList() + " " + listing.withheld());
  }
}

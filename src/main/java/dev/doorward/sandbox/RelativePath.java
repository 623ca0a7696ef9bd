package dev.doorward.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path below a sandbox's root: plain names only, so no instance can name anything outside it.
public record RelativePath(List<String> segments) {
  /// The root of the sandbox itself.
  public static final RelativePath TOP = new RelativePath(List.of());

  /// Most names a path may have.
  public static final int MAX_DEPTH = 32;

  private static final int MAX_LENGTH = 2_048;

  /// Copies the names and refuses every one that is not plain.
  public RelativePath {
    segments = List.copyOf(segments);
    if (segments.size() > MAX_DEPTH || !segments.stream().allMatch(PlainName::matches)) {
      throw new IllegalArgumentException("not a relative path of plain names");
    }
  }

  /// Reads `docs/notes.md`: names joined by single forward slashes, nothing decoded, nothing
  /// normalised; empty when any part of the text is not a plain name.
  public static Optional<RelativePath> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<String> names = List.of(text.split("/", -1));
    if (names.size() > MAX_DEPTH || !names.stream().allMatch(PlainName::matches)) {
      return Optional.empty();
    }
    return Optional.of(new RelativePath(names));
  }

  /// This path with one more name, which must be plain.
  public RelativePath child(String name) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(name);
    return new RelativePath(longer);
  }

  /// The directory that holds this path; the root is its own parent.
  public RelativePath parent() {
    return isTop() ? TOP : new RelativePath(segments.subList(0, segments.size() - 1));
  }

  /// The last name, or the empty text for the root.
  public String name() {
    return isTop() ? "" : segments.getLast();
  }

  /// Whether this is the root of the sandbox.
  public boolean isTop() {
    return segments.isEmpty();
  }

  /// The names joined by forward slashes; the empty text for the root.
  @Override
  public String toString() {
    return String.join("/", segments);
  }
}

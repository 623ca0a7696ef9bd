package dev.doorward.tools.scan;

import dev.doorward.sandbox.Access;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;

/// Something that was not looked into, and why.
public record Skipped(String path, Reason reason) {
  /// Why.
  public enum Reason {
    /// Its bytes are no text.
    BINARY("no text"),
    /// Links are not followed.
    LINK("a link, not followed"),
    /// Pipes, sockets and devices are not opened.
    SPECIAL("no regular file"),
    /// The system refused, or the file changed meanwhile.
    UNREADABLE("cannot be read"),
    /// Its name could mean something else than it shows.
    NAME("names that cannot be shown safely"),
    /// More names than are listed.
    CROWDED("more than " + Sandbox.MAX_ENTRIES + " entries"),
    /// Too far down.
    DEEP("deeper than " + RelativePath.MAX_DEPTH + " directories"),
    /// Looked at as text, but not, or not to its end, as what it is.
    LARGE("too large to be looked at as a whole"),
    /// A manifest or lock file that is none, such as a template of one.
    MALFORMED("cannot be read as what its name says"),
    /// An ignore file that is no text or too large, by itself or with those before it, so that
    /// nothing is ignored for it.
    IGNORE_FILE("an ignore file that was not followed");

    private final String meaning;

    Reason(String meaning) {
      this.meaning = meaning;
    }

    /// What it means, in a phrase.
    public String meaning() {
      return meaning;
    }

    static Reason of(Access.Reason denied) {
      return switch (denied) {
        case LINK -> LINK;
        case NOT_A_FILE, NOT_A_DIRECTORY -> SPECIAL;
        case TOO_LARGE -> LARGE;
        case TOO_MANY -> CROWDED;
        case NOT_FOUND, UNREADABLE -> UNREADABLE;
      };
    }
  }
}

package dev.doorward.tools.workspace;

import dev.doorward.sandbox.Access;
import dev.doorward.sandbox.Access.Denied;
import dev.doorward.sandbox.Access.Granted;
import dev.doorward.sandbox.Access.Reason;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.FileContent;
import dev.doorward.sandbox.Listing;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.ToolFailure;
import java.util.List;
import java.util.function.Predicate;

/// The directory as a caller may see it: the sandbox, less hidden names, less what the caller's
/// roles do not grant.
///
/// @param sandbox keeps every access inside the directory
/// @param hiddenFiles whether names that begin with a dot are shown
record Workspace(Sandbox sandbox, boolean hiddenFiles) {
  /// Most bytes of a file that is read to take lines from it.
  static final int MAX_TEXT_BYTES = 10 * 1024 * 1024;

  /// Most bytes of a file that is sent whole.
  static final int MAX_WHOLE_BYTES = 4 * 1024 * 1024;

  /// The permission to read a file.
  static String filePermission(RelativePath file) {
    return "resources:read:" + FileUris.of(file);
  }

  /// The permission to see a directory: that to read everything in it.
  static String directoryPermission(RelativePath directory) {
    return directory.isTop() ? "resources:read:" + FileUris.TOP : filePermission(directory) + "/";
  }

  /// Whether there is something at the path that is not hidden, whatever it is.
  boolean exists(RelativePath path) {
    return !concealed(path) && sandbox.stat(path).granted().isPresent();
  }

  /// Whether the path is not hidden and the caller may read it.
  boolean shows(RelativePath path, boolean directory, Predicate<String> mayRead) {
    return !concealed(path)
        && mayRead.test(directory ? directoryPermission(path) : filePermission(path));
  }

  /// A file's content, when the caller may read it.
  FileContent read(RelativePath file, int limitBytes, Predicate<String> mayRead)
      throws ToolFailure {
    if (concealed(file) || !mayRead.test(filePermission(file))) {
      throw failure(Reason.NOT_FOUND, limitBytes);
    }
    return switch (sandbox.read(file, limitBytes)) {
      case Granted<FileContent>(FileContent content) -> content;
      case Denied<FileContent>(Reason reason) -> throw failure(reason, limitBytes);
    };
  }

  /// The entries of a directory that the caller may see, sorted by name, and how many have names
  /// that cannot be asked for.
  Listing list(RelativePath directory, Predicate<String> mayRead) throws ToolFailure {
    if (concealed(directory) || !mayRead.test(directoryPermission(directory))) {
      throw failure(Reason.NOT_FOUND, 0);
    }
    return switch (sandbox.list(directory)) {
      case Granted<Listing>(Listing listing) -> visible(directory, listing, mayRead);
      case Denied<Listing>(Reason reason) -> throw failure(reason, 0);
    };
  }

  /// The same without a text for refusals, for suggestions.
  Access<Listing> glance(RelativePath directory, Predicate<String> mayRead) {
    try {
      return new Granted<>(list(directory, mayRead));
    } catch (ToolFailure nothingToSee) {
      return new Denied<>(Reason.NOT_FOUND);
    }
  }

  private Listing visible(RelativePath directory, Listing listing, Predicate<String> mayRead) {
    List<Entry> entries =
        listing.entries().stream()
            .filter(entry -> hiddenFiles || !entry.name().startsWith("."))
            .filter(entry -> directory.segments().size() < RelativePath.MAX_DEPTH)
            .filter(entry -> mayRead.test(permission(directory.child(entry.name()), entry.kind())))
            .toList();
    return new Listing(entries, listing.withheld());
  }

  private static String permission(RelativePath path, Entry.Kind kind) {
    return kind == Entry.Kind.DIRECTORY ? directoryPermission(path) : filePermission(path);
  }

  private boolean concealed(RelativePath path) {
    return !hiddenFiles && path.segments().stream().anyMatch(name -> name.startsWith("."));
  }

  private static ToolFailure failure(Reason reason, int limitBytes) {
    return new ToolFailure(
        switch (reason) {
          case NOT_FOUND ->
              "There is nothing at this path in the workspace. Use list_directory to see what there"
                  + " is.";
          case LINK ->
              "The path is a symbolic link or leads through one. Links are not followed; use the"
                  + " path it stands for.";
          case NOT_A_FILE -> "The path is not a file. Use list_directory to look into a directory.";
          case NOT_A_DIRECTORY -> "The path is not a directory. Use read_file to read a file.";
          case TOO_LARGE ->
              "The file has more than "
                  + limitBytes
                  + " bytes, which is the most that can be read this way.";
          case TOO_MANY ->
              "The directory has more than "
                  + Sandbox.MAX_ENTRIES
                  + " entries and cannot be listed.";
          case UNREADABLE ->
              "The path cannot be read: the server has no access to it, or it changed meanwhile.";
        });
  }
}

package dev.doorward.sandbox;

import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// Who owns an entry and what the classes of users may do with it (POSIX).
///
/// @param owner the owner's name, or the number of one without a name
/// @param group the group's name, or its number
public record Rights(String owner, String group, Set<PosixFilePermission> permissions) {
  /// Copies the permissions.
  public Rights {
    permissions = Set.copyOf(permissions);
  }

  static Rights of(PosixFileAttributes attributes) {
    return new Rights(
        attributes.owner().getName(), attributes.group().getName(), attributes.permissions());
  }

  /// Whether every user of the machine may change the entry.
  public boolean worldWritable() {
    return permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /// Whether users other than the owner may read the entry.
  public boolean readableByOthers() {
    return permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.GROUP_READ);
  }

  /// Whether anybody may run the entry, or enter it when it is a directory.
  public boolean executable() {
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
        || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
        || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
  }
}

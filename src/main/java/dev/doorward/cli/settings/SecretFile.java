package dev.doorward.cli.settings;

import dev.doorward.cli.settings.IssuerSection.OneProfile;
import dev.doorward.transport.http.auth.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// Reads a secret that stands alone in a file, as Kubernetes mounts them.
final class SecretFile {
  private static final int MOST_BYTES = 4_096;
  private static final String FIELD = "client-secret-file";

  private SecretFile() {}

  /// The one line of the file; refuses a file that every user may read.
  static Secret read(OneProfile profile, String name) {
    String text;
    try {
      Path file = Path.of(name);
      if (isOpen(file)) {
        throw profile.refused(
            FIELD, Kinds.quoted(name) + " can be read by every user", "close it: chmod o= FILE");
      }
      text = text(file);
    } catch (IOException | InvalidPathException _) {
      throw new PathRefused(
          profile.key(FIELD),
          profile.values().where(HttpKeys.ISSUERS),
          Kinds.quoted(name) + " cannot be read",
          "name a readable file that holds the secret and nothing else");
    }
    if (text.isBlank()
        || text.length() > MOST_BYTES
        || text.chars().anyMatch(Character::isISOControl)) {
      throw profile.refused(
          FIELD, Kinds.quoted(name) + " does not hold one secret", "write it there as one line");
    }
    return new Secret(text);
  }

  private static boolean isOpen(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .replaceFirst("\\r?\\n\\z", "");
    }
  }
}

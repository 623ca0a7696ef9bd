package dev.doorward.protocol.modern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The secrets that seal the state of requests which ask their client: one per line in base64url,
/// the newest first, in a file of the data folder. Replicas that share the file go on with each
/// other's requests; a new secret is put before the old one.
public final class StateKeys {
  private static final String FILE = "state-keys";
  private static final int SECRET_BYTES = 32;
  private static final int BYTE_LIMIT = 4_096;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private StateKeys() {}

  /// Reads the secrets of an existing folder, or makes the first one. Any number of processes may
  /// do so at once.
  ///
  /// @throws StateKeysRefused for a file that must not be used; it stays as it is
  public static List<byte[]> in(Path folder, RandomGenerator random) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file, random);
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Written beside and linked into place: nobody ever sees half a file, and the first one wins.
  private static void create(Path file, RandomGenerator random) throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    Path fresh = Files.createTempFile(file.getParent(), FILE, ".new", ownerOnly(file));
    try {
      Files.writeString(
          fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException _) {
      // Another process was faster; its secret is as good.
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static List<byte[]> read(Path file) throws IOException {
    if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new StateKeysRefused(file, "other users may read or change it (its mode is not 600)");
    }
    if (Files.size(file) > BYTE_LIMIT) {
      throw new StateKeysRefused(file, "it is too large to be a key file");
    }
    List<byte[]> secrets =
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
            .filter(line -> !line.isBlank())
            .map(line -> secret(file, line.strip()))
            .toList();
    if (secrets.isEmpty()) {
      throw new StateKeysRefused(file, "it holds no key");
    }
    return secrets;
  }

  private static byte[] secret(Path file, String line) {
    byte[] secret;
    try {
      secret = Base64.getUrlDecoder().decode(line);
    } catch (IllegalArgumentException _) {
      throw new StateKeysRefused(file, "a line is not base64url");
    }
    if (secret.length < SECRET_BYTES) {
      throw new StateKeysRefused(file, "a key is shorter than " + SECRET_BYTES + " bytes");
    }
    return secret;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

package dev.doorward.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret of the chain: one line in base64url, at least 32 bytes, in a file for its owner only.
public final class AuditKey {
  private static final String FILE = "audit-key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;
  private static final int BYTE_LIMIT = 4_096;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] secret;

  private AuditKey(byte[] secret) {
    this.secret = secret;
  }

  /// Where the key is: the configured file, or its own in the data folder.
  public static Path file(Path data, AuditSettings settings) {
    return settings.keyFile().orElseGet(() -> data.resolve(FILE));
  }

  /// Reads the key, or makes it where none is configured and none is there. Any number of processes
  /// may do so at once.
  ///
  /// @throws AuditKeyRefused for a file that must not be used; it stays as it is
  static AuditKey readOrMake(Path data, AuditSettings settings, RandomGenerator random)
      throws IOException {
    Path file = file(data, settings);
    if (settings.keyFile().isEmpty() && !Files.exists(file)) {
      make(file, random);
    }
    return read(file);
  }

  /// Written beside and linked into place: nobody ever sees half a file, and the first one wins.
  private static void make(Path file, RandomGenerator random) throws IOException {
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

  /// Reads the key from a file.
  ///
  /// @throws AuditKeyRefused when it is missing, open to others, or no key
  public static AuditKey read(Path file) {
    try {
      if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new AuditKeyRefused(file, "other users may read or change it (its mode is not 600)");
      }
      if (Files.size(file) > BYTE_LIMIT) {
        throw new AuditKeyRefused(file, "it is too large to be a key file");
      }
      byte[] secret =
          Base64.getUrlDecoder()
              .decode(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
      if (secret.length < SECRET_BYTES) {
        throw new AuditKeyRefused(file, "the key is shorter than " + SECRET_BYTES + " bytes");
      }
      return new AuditKey(secret);
    } catch (IllegalArgumentException _) {
      throw new AuditKeyRefused(file, "it is not one line of base64url");
    } catch (IOException _) {
      throw new AuditKeyRefused(file, "it cannot be read");
    }
  }

  /// A new HMAC-SHA-256 with this key. The first one of a process takes the time of loading the
  /// platform's providers.
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
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

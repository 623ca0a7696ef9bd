package dev.doorward.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the file that a variable such as `JWT_SECRET_FILE` names.
public final class SecretFile {
  static final String SUFFIX = "_FILE";

  private static final int BYTE_LIMIT = 64 * 1024;

  private SecretFile() {}

  /// The secret without the line break that editors put behind it; throws [PathRefused], naming the
  /// key and where the file was named, and never what it holds.
  public static String read(String key, String variable, String written) {
    Path file;
    try {
      file = Kinds.path().read(new Raw.Text(written));
    } catch (BadValue bad) {
      throw new PathRefused(key, variable, bad.problem(), bad.fix());
    }
    // Neither a pipe nor a device: reading one could wait for ever.
    if (!Files.isRegularFile(file)) {
      throw refused(key, variable, file, "is not there or is no file", "name a readable file");
    }
    if (openToOthers(file)) {
      throw refused(
          key,
          variable,
          file,
          "can be read or changed by every user",
          "take that right away, as chmod o= or a mount with defaultMode 0440 does");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length > BYTE_LIMIT) {
        throw refused(key, variable, file, "is larger than 64 KiB", "name a file with the secret");
      }
      String secret = withoutLineBreak(text(bytes));
      if (secret.isBlank()) {
        throw refused(key, variable, file, "is empty", "write the secret into it");
      }
      return secret;
    } catch (CharacterCodingException _) {
      throw refused(
          key, variable, file, "is no UTF-8 text", "write the secret as one line of text");
    } catch (IOException _) {
      throw refused(key, variable, file, "cannot be read", "let this user read it");
    }
  }

  /// The files that variables name to hold secrets; none of them is read here.
  public static Set<Path> named(Map<String, String> environment) {
    Set<Path> files = new LinkedHashSet<>();
    for (Key<?> key : Keys.ALL) {
      for (String variable : key.fileVariables()) {
        Optional.ofNullable(environment.get(variable))
            .filter(written -> !written.isBlank())
            .flatMap(SecretFile::path)
            .ifPresent(files::add);
      }
    }
    return files;
  }

  /// Where a secret lies that was written so; empty for what cannot be a path.
  static Optional<Path> path(String written) {
    try {
      return Optional.of(Kinds.path().read(new Raw.Text(written)));
    } catch (BadValue _) {
      // The reader has the line for it.
      return Optional.empty();
    }
  }

  /// Whether users beyond owner and group may read or change a file; false where files have no such
  /// rights, and for one that cannot be looked at.
  public static boolean openToOthers(Path file) {
    try {
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
        return false;
      }
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      return rights.contains(PosixFilePermission.OTHERS_READ)
          || rights.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException _) {
      return false;
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String withoutLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static PathRefused refused(
      String key, String variable, Path file, String problem, String fix) {
    return new PathRefused(key, variable, Kinds.quoted(file.toString()) + " " + problem, fix);
  }
}

package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// How audit lines name subjects: as their issuers do, or by a keyed hash. The hash is the same for
/// one subject of one issuer as long as the audit key is, so that its lines can be joined, and
/// without the key nobody can try names against it.
public final class SubjectNames {
  /// As their issuers do.
  public static final SubjectNames PLAIN = new SubjectNames(null);

  private static final String PREFIX = "hmac:";
  private static final int HASH_BYTES = 16;
  private static final byte[] PURPOSE = "doorward audit subject\n".getBytes(StandardCharsets.UTF_8);

  private final @Nullable Mac mac;

  private SubjectNames(@Nullable Mac mac) {
    this.mac = mac;
  }

  /// As the settings say; makes the audit key where it is needed, none is configured and none is
  /// there.
  ///
  /// @throws AuditKeyRefused for a key file that must not be used
  public static SubjectNames of(Path data, AuditSettings settings, RandomGenerator random)
      throws IOException {
    return switch (settings.subject()) {
      case PLAIN -> PLAIN;
      case HASH -> {
        Files.createDirectories(data);
        yield hashed(AuditKey.readOrMake(data, settings, random));
      }
    };
  }

  /// By hashes with this key, or rather with one that is derived from it: the chain's own is used
  /// for nothing else.
  public static SubjectNames hashed(AuditKey key) {
    Mac mac = key.mac();
    try {
      mac.init(new SecretKeySpec(mac.doFinal(PURPOSE), mac.getAlgorithm()));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("an HMAC takes a key of its own length", e);
    }
    return new SubjectNames(mac);
  }

  /// What lines write for a caller; [CallerFields] keeps it for callers that come again.
  String of(CallerId id) {
    return of(id.issuer(), id.subject());
  }

  /// What lines write for a subject.
  ///
  /// @param issuer empty for the subject of any issuer, as a block may name it
  public String of(String issuer, String subject) {
    if (mac == null) {
      return subject;
    }
    // The length keeps two names apart that only differ in where the issuer ends.
    byte[] text = (issuer.length() + ":" + issuer + subject).getBytes(StandardCharsets.UTF_8);
    byte[] hash;
    synchronized (this) {
      hash = mac.doFinal(text);
    }
    return PREFIX
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
  }
}

package dev.doorward.cli.settings;

import dev.doorward.audit.AuditSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The keys of the audit trail.
final class AuditKeys {
  static final Key<AuditSettings.Target> TARGET =
      Key.of(
          "audit.target",
          Kinds.choice(AuditSettings.Target.class),
          AuditSettings.DEFAULTS.target(),
          "Where audit lines go: audit.jsonl in the data folder, standard error, or both.");

  static final Key<Integer> FILE_BYTES =
      Key.of(
          "audit.file-bytes",
          Kinds.integer(),
          AuditSettings.DEFAULTS.fileBytes(),
          "How large audit.jsonl may grow before the next one is begun; each day (UTC) begins one"
              + " too.");

  static final Key<Duration> KEEP =
      Key.of(
          "audit.keep",
          Kinds.duration(),
          AuditSettings.DEFAULTS.keep(),
          "How long finished audit files are kept.");

  static final Key<Optional<Path>> KEY_FILE =
      Key.of(
              "audit.key-file",
              Kinds.optional(Kinds.path()),
              AuditSettings.DEFAULTS.keyFile(),
              "File with the secret of the audit chain: one line, at least 32 bytes in base64url,"
                  + " for its owner only.")
          .shownAs("audit-key in the data folder, made when absent");

  static final Key<AuditSettings.Subject> SUBJECT =
      Key.of(
          "audit.subject",
          Kinds.choice(AuditSettings.Subject.class),
          AuditSettings.DEFAULTS.subject(),
          "How audit lines name subjects: plain, as their issuers do, or hash, by a hash with the"
              + " audit key that doorward audit subject works out for a known one.");

  static final List<Key<?>> ALL = List.of(TARGET, FILE_BYTES, KEEP, KEY_FILE, SUBJECT);

  private AuditKeys() {}
}

package dev.doorward.cli;

import dev.doorward.audit.AuditKeyRefused;
import dev.doorward.block.BlocksRefused;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.protocol.modern.StateKeysRefused;
import dev.doorward.transport.http.PortTaken;
import dev.doorward.transport.http.auth.IssuerRefused;
import dev.doorward.transport.http.auth.KeyRefused;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import java.nio.file.Path;
import java.util.Optional;

/// What the operator is told of a start that is refused, and how the process ends for it.
///
/// @param line one line: the key, the problem and the fix
record Refusal(ExitCode code, String line) {
  /// The refusal an exception stands for; empty when it is a bug.
  static Optional<Refusal> of(RuntimeException thrown) {
    return Optional.ofNullable(
        switch (thrown) {
          case StartRefused refused -> new Refusal(refused.code(), refused.line());
          case SettingsRefused refused -> new Refusal(ExitCode.SETTINGS, refused.line());
          case PathRefused refused -> new Refusal(ExitCode.PATH, refused.line());
          case PortTaken taken ->
              new Refusal(ExitCode.ADDRESS, StartChecks.taken(taken.key(), taken.address()));
          case IssuerRefused refused -> new Refusal(ExitCode.SETTINGS, refused.line());
          case TokenRefused refused ->
              new Refusal(ExitCode.KEY, refused.key() + ": " + refused.problem());
          case KeyRefused refused -> key(refused.file(), String.valueOf(refused.getMessage()));
          case StateKeysRefused refused -> key(refused.file(), refused.problem());
          case AuditKeyRefused refused -> key(refused.file(), refused.problem());
          case BlocksRefused refused -> blocks(refused);
          default -> null;
        });
  }

  static Refusal key(Path file, String problem) {
    return new Refusal(
        ExitCode.KEY,
        "data: the key file "
            + Kinds.quoted(file.toString())
            + " is refused, "
            + problem
            + "; restore it, or move it away to get a new key");
  }

  static Refusal blocks(BlocksRefused refused) {
    return new Refusal(
        ExitCode.PATH,
        "data: the block list "
            + Kinds.quoted(refused.file().toString())
            + " is refused, "
            + refused.problem()
            + "; repair it, or move it away to block nobody");
  }
}

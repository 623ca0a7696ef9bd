package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.audit.AuditKey;
import dev.doorward.audit.AuditKeyRefused;
import dev.doorward.audit.AuditSettings;
import dev.doorward.block.BlockFile;
import dev.doorward.block.BlocksRefused;
import dev.doorward.cli.check.Finding;
import dev.doorward.cli.check.Level;
import dev.doorward.cli.settings.SecretFile;
import dev.doorward.protocol.modern.StateKeys;
import dev.doorward.protocol.modern.StateKeysRefused;
import dev.doorward.transport.http.auth.KeyRefused;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The data folder and the keys in it, as a start would find them. Nothing is made or replaced.
final class CheckedFolder {
  private static final String STEP = "data folder";

  private final Settings settings;
  private final Path folder;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  CheckedFolder(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.folder = settings.data();
    this.clock = clock;
  }

  List<Finding> findings() {
    if (!Files.exists(folder)) {
      auditKey();
      return made(new Finding(STEP, Level.GOOD, "the first start makes it: " + folder, ""));
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return List.of(
          new Finding(
              STEP,
              Level.REFUSED,
              folder + " is not a folder this user can write to",
              "name another with --data or DOORWARD_DATA"));
    }
    issuerKeys();
    stateKeys();
    auditKey();
    blocks();
    openFiles();
    return made(new Finding(STEP, Level.GOOD, folder + " and what it holds can be used", ""));
  }

  private List<Finding> made(Finding good) {
    return findings.isEmpty() ? List.of(good) : List.copyOf(findings);
  }

  private void issuerKeys() {
    if (settings.usesLocalIssuer() && settings.http().pkcs11().issuerKey().isEmpty()) {
      try {
        LocalIssuer.look(folder, clock);
      } catch (KeyRefused refused) {
        refuse(Refusal.key(refused.file(), String.valueOf(refused.getMessage())).line());
      }
    }
  }

  private void stateKeys() {
    if (Files.exists(folder.resolve("state-keys"))) {
      try {
        // The file is there, so that nothing is drawn.
        StateKeys.in(folder, RandomGenerator.getDefault());
      } catch (StateKeysRefused refused) {
        refuse(Refusal.key(refused.file(), refused.problem()).line());
      }
    }
  }

  private void auditKey() {
    Path file = AuditKey.file(folder, settings.audit());
    if (settings.audit().target() != AuditSettings.Target.STDERR
        && (settings.audit().keyFile().isPresent() || Files.exists(file))) {
      try {
        AuditKey.read(file);
      } catch (AuditKeyRefused refused) {
        refuse(Refusal.key(refused.file(), refused.problem()).line());
      }
    }
  }

  private void blocks() {
    try {
      new BlockFile(folder).read();
    } catch (BlocksRefused refused) {
      refuse(Refusal.blocks(refused).line());
    }
  }

  /// What no start refuses, because it holds no key: audit lines tell who called what.
  private void openFiles() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : files) {
        if (SecretFile.openToOthers(file)) {
          findings.add(
              new Finding(
                  STEP,
                  Level.WARNING,
                  "every user can read or change " + file,
                  "take that right away: chmod 600"));
        }
      }
    } catch (IOException _) {
      findings.add(
          new Finding(STEP, Level.BROKEN, folder + " cannot be listed", "let this user read it"));
    }
  }

  private void refuse(String line) {
    findings.add(CheckedStart.refused(STEP, line));
  }
}

package dev.doorward.gateway;

import dev.doorward.audit.AuditEntry;
import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// What a resource or a skill was when it was handed out, for the audit trail: which version
/// somebody has seen can be told later, without keeping the content.
final class Served {
  private Served() {}

  /// Notes the digest of a result that is content; of every other one nothing.
  static void note(AuditEntry entry, Result result) {
    switch (result) {
      case Result.Read(McpSchema.ReadResourceResult read) -> noteContent(entry, read);
      case Result.SkillEntry(Skill skill) -> noteSkill(entry, skill);
      default -> {
        // Lists, prompts and results of tools are told by their operation alone.
      }
    }
  }

  /// The bytes as they were before they became JSON, several contents one after the other.
  private static void noteContent(AuditEntry entry, McpSchema.ReadResourceResult read) {
    MessageDigest sha = sha256();
    long count = 0;
    for (McpSchema.ResourceContents content : read.contents()) {
      byte[] bytes = bytes(content);
      sha.update(bytes);
      count += bytes.length;
    }
    entry.served("sha256:" + HexFormat.of().formatHex(sha.digest()), count);
  }

  private static byte[] bytes(McpSchema.ResourceContents content) {
    return switch (content) {
      case McpSchema.TextResourceContents text -> text.text().getBytes(StandardCharsets.UTF_8);
      case McpSchema.BlobResourceContents blob -> decoded(blob.blob());
      // The schema has no third kind.
      default -> new byte[0];
    };
  }

  private static byte[] decoded(String blob) {
    try {
      return Base64.getDecoder().decode(blob);
    } catch (IllegalArgumentException _) {
      // Then it is what the client got.
      return blob.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// A skill was digested when it was loaded; its entry stands for its `SKILL.md`.
  private static void noteSkill(AuditEntry entry, Skill skill) {
    skill.files().stream()
        .filter(file -> file.uri().equals(skill.uri()))
        .findFirst()
        .ifPresent(file -> entry.served(file.digest(), file.size()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

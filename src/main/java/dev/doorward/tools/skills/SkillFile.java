package dev.doorward.tools.skills;

import dev.doorward.sandbox.FileContent;
import dev.doorward.sandbox.MediaTypes;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One file of the snapshot: the bytes, and their digest taken from these very bytes.
///
/// @param uri its resource URI
/// @param name its file name
/// @param mediaType its media type
/// @param content its bytes
/// @param digest `sha256:` and 64 lower-case hexadecimal digits
record SkillFile(String uri, String name, String mediaType, FileContent content, String digest) {
  static SkillFile of(String uri, String name, FileContent content) {
    String mediaType = MediaTypes.of(name, content.text().isPresent());
    return new SkillFile(uri, name, mediaType, content, digest(content));
  }

  /// The content as MCP carries it: text when that gives back the same bytes, else a blob.
  ResourceContents contents() {
    return content
        .text()
        .<ResourceContents>map(
            text -> TextResourceContents.builder(uri, text).mimeType(mediaType).build())
        .orElseGet(
            () -> BlobResourceContents.builder(uri, content.base64()).mimeType(mediaType).build());
  }

  private static String digest(FileContent content) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(content.bytes());
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}

package dev.doorward.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The media type of a file, from a fixed table so that it is the same on every machine.
public final class MediaTypes {
  /// The type MCP gives a directory resource.
  public static final String DIRECTORY = "inode/directory";

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("bash", "text/x-shellscript"),
          Map.entry("c", "text/x-c"),
          Map.entry("conf", "text/plain"),
          Map.entry("css", "text/css"),
          Map.entry("csv", "text/csv"),
          Map.entry("gif", "image/gif"),
          Map.entry("go", "text/x-go"),
          Map.entry("gz", "application/gzip"),
          Map.entry("htm", "text/html"),
          Map.entry("html", "text/html"),
          Map.entry("ini", "text/plain"),
          Map.entry("java", "text/x-java-source"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("js", "text/javascript"),
          Map.entry("json", "application/json"),
          Map.entry("log", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("mjs", "text/javascript"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("png", "image/png"),
          Map.entry("properties", "text/plain"),
          Map.entry("py", "text/x-python"),
          Map.entry("rb", "text/x-ruby"),
          Map.entry("rs", "text/x-rust"),
          Map.entry("sh", "text/x-shellscript"),
          Map.entry("sql", "application/sql"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("toml", "application/toml"),
          Map.entry("ts", "text/x-typescript"),
          Map.entry("tsv", "text/tab-separated-values"),
          Map.entry("txt", "text/plain"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("webp", "image/webp"),
          Map.entry("xml", "application/xml"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("zip", "application/zip"));

  private MediaTypes() {}

  /// The type of a file by its name's extension alone.
  public static Optional<String> byName(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_EXTENSION.get(extension));
  }

  /// The type of a file by its name's extension, else by whether its bytes are text.
  public static String of(String name, boolean isText) {
    return byName(name).orElse(isText ? "text/plain" : "application/octet-stream");
  }
}

package dev.doorward.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Everything this test run has made servers say, in files below `target/proof`, and every secret
/// that was shown to one.
public final class Evidence {
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?im)^(?:authorization|x-api-key|cookie):[ \\t]*(?:bearer|basic|dpop)?[ \\t]*(.*?)\\s*$");
  // The id of an API key is no secret, though a test may send it in place of one.
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{12}");

  private static final Path FOLDER = emptied();
  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
  private static final Map<Kind, OutputStream> SHARED = new ConcurrentHashMap<>();
  private static final AtomicInteger FILES = new AtomicInteger();
  private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

  private Evidence() {}

  private static Path emptied() {
    // The suite of contract tests runs in a process of its own, after the other one.
    String suite = System.getProperty("doorward.dist") == null ? "unit" : "contract";
    Path folder = Path.of(System.getProperty("doorward.proof", "target/proof"), suite);
    try {
      Files.createDirectories(folder);
      try (Stream<Path> old = Files.list(folder)) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
      return folder.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is kept.
  public static Path folder() {
    return FOLDER;
  }

  /// A new file for what one process or door says.
  public static Path file(String of, Kind kind) {
    return FOLDER.resolve("%04d-%s.%s".formatted(FILES.incrementAndGet(), of, kind.ending()));
  }

  /// Counts that something was captured, so that a search through nothing fails.
  public static void count(String what) {
    COUNTS.merge(what, 1, Integer::sum);
  }

  static int counted(String what) {
    return COUNTS.getOrDefault(what, 0);
  }

  /// A stream for what many say, for example all clients.
  public static OutputStream shared(Kind kind) {
    return SHARED.computeIfAbsent(kind, Evidence::open);
  }

  private static OutputStream open(Kind kind) {
    try {
      return Files.newOutputStream(file("all", kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps an answer.
  public static void answered(String text) {
    append(Kind.ANSWER, text);
  }

  static void append(Kind kind, String text) {
    OutputStream out = shared(kind);
    synchronized (out) {
      try {
        out.write((text + "\n").getBytes(UTF_8));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    count(kind.ending());
  }

  /// Something that nobody but its owner may read; also as it looks in a form and in base64. Of a
  /// token each part is one.
  public static void secret(String secret) {
    String[] parts = secret.split("\\.", -1);
    for (int i = parts.length >= 3 ? 1 : 0; i < parts.length; i++) {
      add(parts.length >= 3 ? parts[i] : secret);
    }
  }

  private static void add(String secret) {
    if (secret.length() >= LeakSearch.SHORTEST_SECRET && !KEY_ID.matcher(secret).matches()) {
      SECRETS.add(secret);
      SECRETS.add(URLEncoder.encode(secret, UTF_8));
      SECRETS.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
      SECRETS.add(Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
    }
  }

  /// The credentials of a request's head are secrets, the bad ones too.
  public static void sent(String head) {
    Matcher found = CREDENTIAL.matcher(head);
    while (found.find()) {
      secret(found.group(1));
    }
  }

  static Set<String> secrets() {
    return Set.copyOf(SECRETS);
  }

  /// Searches all files.
  ///
  /// @return what was found, each with the name of its file
  static List<String> leaks() throws IOException {
    return leaks(files(FOLDER), new LeakSearch(secrets()));
  }

  /// All files there are in a folder now.
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static List<String> leaks(List<Path> files, LeakSearch search) throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Kind kind = Kind.ofFile(name);
      // Whatever bytes there are, no line may end the search.
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(Files.newInputStream(file), ISO_8859_1))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Optional<String> found = search.in(kind, line);
          found.ifPresent(what -> leaks.add(name + ": " + what));
        }
      }
    }
    return leaks;
  }
}

package dev.doorward.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is known of a command before it runs: whether it is a server, where its files and its
/// metrics will be, and which secrets it is given.
final class WatchedCommand {
  private static final String LEVEL = "LOG_LEVEL";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(secret|password|pin|token|api_key)$");
  private static final Pattern SECRET_LINE =
      Pattern.compile("(?im)(?:secret|password|pin|value)[\"']?:[ \\t]*[\"']?([^\\s\"',}]+)");
  private static final Pattern PRIVATE_PART =
      Pattern.compile("\"(?:d|p|q|dp|dq|qi|k)\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern PRINTED_CREDENTIAL =
      Pattern.compile("(?m)eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+|dwk_[0-9a-f]{12}_[\\w-]{43}");
  private static final Pattern MANAGEMENT_PORT = Pattern.compile("management-port:\\s*([0-9]+)");
  private static final Pattern LESS_THAN_WARNING =
      Pattern.compile(
          "\\{\"timestamp\":\"[^\"]*\",\"level\":"
              + "(?:\"(?:trace|debug)\"|\"info\",\"event\":\"library\").*",
          Pattern.DOTALL);

  private final String verb;
  private final Optional<Path> data;
  private final Optional<Integer> managementPort;
  private final boolean traced;

  private WatchedCommand(List<String> words, Map<String, String> variables) throws IOException {
    int main = words.indexOf("dev.doorward.Main");
    this.verb = main >= 0 && main + 1 < words.size() ? words.get(main + 1) : "";
    this.data =
        after(words, "--data")
            .or(() -> Optional.ofNullable(variables.get("DOORWARD_DATA")))
            .map(Path::of);
    Optional<Path> config = after(words, "--config").map(Path::of).filter(Files::isReadable);
    String settings = config.isPresent() ? Files.readString(config.get()) : "";
    this.managementPort =
        after(words, "--management-port")
            .or(() -> first(MANAGEMENT_PORT, settings))
            .map(Integer::valueOf)
            .filter(port -> port > 0);
    this.traced = isServer() && !words.contains("--log-level");
    variables.forEach(
        (name, value) -> {
          if (SECRET_NAME.matcher(name).matches() && !value.equals(System.getenv(name))) {
            Evidence.secret(value);
          }
        });
    each(SECRET_LINE, settings);
    if (traced) {
      variables.put(LEVEL, "trace");
    }
    Evidence.count(isServer() ? "server" : "command");
  }

  static WatchedCommand of(ProcessBuilder builder) throws IOException {
    return new WatchedCommand(builder.command(), builder.environment());
  }

  private boolean isServer() {
    return verb.equals("serve") || verb.equals("stdio");
  }

  private static Optional<String> after(List<String> words, String flag) {
    int at = words.indexOf(flag);
    return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static void each(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      Evidence.secret(found.group(found.groupCount()));
    }
  }

  /// What `serve` tells whoever has started it with the local issuer, beside its log: one token, in
  /// three lines. It is a secret from there on.
  private static final class Greeting {
    private static final int LINES = 3;

    private String token = "";
    private int lines;

    boolean holds(String line) {
      Matcher found = PRINTED_CREDENTIAL.matcher(line);
      if (line.startsWith("{\"") || lines == LINES || !found.find()) {
        return false;
      }
      if (token.isEmpty()) {
        token = found.group();
        Evidence.secret(token);
      }
      lines++;
      return found.group().equals(token);
    }
  }

  /// What it prints is for its caller; what `token` and `hash-key` print are secrets themselves.
  Optional<Tap.LineSink> keepsOutput() throws IOException {
    if (verb.equals("token") || verb.equals("hash-key")) {
      return Optional.of((text, line) -> each(PRINTED_CREDENTIAL, text));
    }
    return Optional.of(Tap.LineSink.into(Evidence.file(verb + "-out", Kind.ANSWER)));
  }

  Optional<Tap.LineSink> keepsLog() throws IOException {
    Tap.LineSink file = Tap.LineSink.into(Evidence.file(verb + "-err", Kind.LOG));
    boolean[] told = new boolean[1];
    Greeting greeting = new Greeting();
    return Optional.of(
        (text, line) -> {
          if (!greeting.holds(text)) {
            file.take(text, line);
          }
          if (!told[0] && text.contains("\"level\":\"trace\"")) {
            told[0] = true;
            Evidence.count("traced server");
          }
        });
  }

  /// Whether a line would have been there at the level the test knows of.
  boolean isSeen(String line) {
    return !traced || !LESS_THAN_WARNING.matcher(line).matches();
  }

  /// Asks a server for its metrics and its health.
  void measure() {
    if (!verb.equals("serve") || managementPort.isEmpty()) {
      return;
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (String path : List.of("/prometheus", "/health", "/health/readiness")) {
        URI uri = URI.create("http://127.0.0.1:" + managementPort.get() + path);
        String page =
            client
                .send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString())
                .body();
        boolean metrics = path.equals("/prometheus");
        Files.writeString(Evidence.file("page", metrics ? Kind.METRICS : Kind.ANSWER), page);
        if (metrics && page.contains("doorward_")) {
          Evidence.count("scraped server");
        }
      }
    } catch (IOException _) {
      // It was on its way out, or speaks TLS; those that were asked are counted.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes its audit files, and its keys as secrets.
  void collect() {
    if (data.isEmpty() || !Files.isDirectory(data.get())) {
      return;
    }
    try (Stream<Path> files = Files.list(data.get())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".jsonl") || name.endsWith(".journal")) {
          Files.copy(file, Evidence.file(name, Kind.AUDIT));
          Evidence.count("audited");
        } else if (name.equals("issuer-keys.json")) {
          each(PRIVATE_PART, Files.readString(file, UTF_8));
        } else if (name.equals("state-keys") || name.equals("audit-key")) {
          Files.readAllLines(file).forEach(line -> Evidence.secret(line.strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.doorward.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.conformance.Distribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A Keycloak of its own in development mode: an embedded store, plain HTTP on loopback. It can be
/// stopped and started again and then still knows its realms and keys.
final class Keycloak {
  private static final Path HOME =
      Path.of(System.getProperty("keycloak.home", "target/keycloak")).toAbsolutePath();
  private static final String KEYS_PATH = "/protocol/openid-connect/certs";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String password = UUID.randomUUID().toString();
  private final AtomicInteger keyFetches = new AtomicInteger();
  private final int port = ConfiguredServer.freePort();
  private Process process;

  private static Keycloak shared;

  private Keycloak() throws IOException {}

  /// The one of all tests, started with an empty store when the first asks for it, because that
  /// takes long, and ended with the virtual machine. Reports the test skipped where nothing was
  /// unpacked.
  static synchronized Keycloak shared() throws IOException {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::stop));
    }
    return shared;
  }

  private static Keycloak start() throws IOException {
    assumeThat(Files.exists(HOME.resolve("bin/kc.sh")))
        .as("Keycloak is not unpacked in %s: run .ci/long keycloak", HOME)
        .isTrue();
    Path store = HOME.resolve("data");
    if (Files.exists(store)) {
      try (Stream<Path> files = Files.walk(store)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Keycloak keycloak = new Keycloak();
    keycloak.startAgain();
    return keycloak;
  }

  /// Starts it on the port and with the store it had, and waits until it listens.
  void startAgain() throws IOException {
    ProcessBuilder start =
        new ProcessBuilder(
                "bash",
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--features=resource-indicators,cimd",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-access-log-enabled=true")
            .redirectErrorStream(true);
    start.environment().put("JAVA_HOME", System.getProperty("java.home"));
    start.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    start.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
    process = start.start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder lines = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.append(line).append('\n');
      if (line.contains("Listening on:")) {
        Thread.ofVirtual().start(() -> said.lines().forEach(this::count));
        return;
      }
    }
    throw new IOException("Keycloak ended before it listened:\n" + lines);
  }

  private void count(String line) {
    if (line.contains(KEYS_PATH)) {
      keyFetches.incrementAndGet();
    }
  }

  /// How often anybody has fetched the public keys of any realm, by the access log.
  int keyFetches() {
    return keyFetches.get();
  }

  /// Ends it; whoever asks it now is refused the connection.
  void stop() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Makes the realm of the examples, named anew and for one server, with a developer in it.
  ///
  /// @param resource what clients send as `resource`, and nothing else comes out as `aud`
  Realm realm(String name, String resource) throws IOException, InterruptedException {
    ObjectNode wanted =
        (ObjectNode)
            JsonMapper.shared()
                .readTree(
                    Files.readString(
                            Distribution.ROOT.resolve("examples/keycloak/doorward-realm.json"))
                        .replace("https://mcp.example.org/mcp", resource));
    wanted.put("realm", name);
    // A slow machine needs longer to start Keycloak again than these tokens live.
    wanted.put("accessTokenLifespan", 3_600);
    create("", wanted);
    Realm realm = new Realm(this, name, resource, Person.random());
    ObjectNode person = JsonMapper.shared().createObjectNode();
    person.put("username", realm.person().name()).put("enabled", true);
    person.put("email", realm.person().name() + "@example.org").put("emailVerified", true);
    person.put("firstName", "Ada").put("lastName", "Example");
    person
        .putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", realm.person().password());
    String id = create("/" + name + "/users", person);
    JsonNode role = administer("GET", "/" + name + "/roles/developer", "");
    administer(
        "POST",
        "/" + name + "/users/" + id + "/role-mappings/realm",
        JsonMapper.shared().createArrayNode().add(role).toString());
    return realm;
  }

  /// Creates something and gives its id.
  private String create(String path, JsonNode what) throws IOException, InterruptedException {
    HttpResponse<String> made = asked("POST", path, what.toString());
    assertThat(made.statusCode()).as("%s: %s", path, made.body()).isEqualTo(201);
    String location = made.headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /// One request to the administration interface, below `/admin/realms`.
  JsonNode administer(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = asked(method, path, body);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 299);
    return answer.body().isEmpty()
        ? JsonMapper.shared().createObjectNode()
        : JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> asked(String method, String path, String body)
      throws IOException, InterruptedException {
    String form = "grant_type=password&client_id=admin-cli&username=admin&password=" + password;
    String token =
        JsonMapper.shared()
            .readTree(posted(address("master") + "/protocol/openid-connect/token", form).body())
            .path("access_token")
            .asString();
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/realms" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /// Posts a form.
  HttpResponse<String> posted(String address, String form)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  /// The issuer of a realm.
  String address(String realm) {
    return "http://127.0.0.1:" + port + "/realms/" + realm;
  }
}

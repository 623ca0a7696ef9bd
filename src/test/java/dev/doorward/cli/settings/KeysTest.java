package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.limit.Rate;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysTest {
  private record Leaf(String name, RecordComponent component) {}

  @Test
  void everyComponentIsAKeyAndEveryKeyAComponent() {
    assertThat(leaves(Settings.class, "").map(Leaf::name))
        .containsExactlyInAnyOrderElementsOf(Keys.ALL.stream().map(Key::name).toList());
  }

  @Test
  void everyNumberAndDurationIsBoundedOnBothSides() {
    leaves(Settings.class, "")
        .forEach(
            leaf -> {
              boolean bounded =
                  leaf.component().getAccessor().isAnnotationPresent(Min.class)
                      && leaf.component().getAccessor().isAnnotationPresent(Max.class);
              assertThat(key(leaf.name()).kind().bounded()).as(leaf.name()).isEqualTo(bounded);
            });
  }

  @Test
  void noTwoKeysShareAFlagOrVariable() {
    assertThat(Keys.ALL.stream().flatMap(key -> key.flag().stream())).doesNotHaveDuplicates();
    assertThat(Keys.ALL.stream().flatMap(key -> key.variables().stream())).doesNotHaveDuplicates();
  }

  @Test
  void whatIsCalledASecretIsTreatedAsOneAndHasNoFlag() {
    for (Key<?> key : Keys.ALL) {
      if (key.name().matches(".*(secret|password|passphrase|api-key|credential|pin)")) {
        assertThat(key.kind().secret()).as(key.name()).isTrue();
      }
      if (key.kind().secret()) {
        assertThat(key.flag()).as(key.name()).isEmpty();
        assertThat(key.fileVariables()).as(key.name()).isNotEmpty();
      }
    }
  }

  @Test
  void statesEveryKeyWithItsDefault() {
    assertThat(Keys.ALL.stream().map(key -> key.name() + " = " + key.fallbackText()))
        .containsExactly(
            "data = $XDG_DATA_HOME/doorward, else ~/.local/share/doorward",
            "log.level = info",
            "toolsets.enable = ",
            "toolsets.disable = ",
            "http.host = 127.0.0.1",
            "http.port = 8080",
            "http.management-host = 127.0.0.1",
            "http.management-port = 9090",
            "http.public-url = ",
            "http.allowed-hosts = ",
            "http.allowed-origins = ",
            "http.body-bytes = 1048576",
            "http.trusted-proxies = ",
            "http.connections.most = 10000",
            "http.connections.per-address = 1024",
            "http.connections.header-within = 10s",
            "http.connections.body-within = 30s",
            "http.connections.idle = 2m",
            "http.connections.header-bytes = 16384",
            "http.connections.headers = 100",
            "http.connections.pipelined = 16",
            "http.connections.streams-per-caller = 128",
            "http.tls.certificate = ",
            "http.tls.key = ",
            "http.tls.client-ca = ",
            "http.tls.client-certificates = required",
            "http.tls.terminated-in-front = false",
            "http.pkcs11.config = ",
            "http.pkcs11.pin = ",
            "http.pkcs11.tls-key = ",
            "http.pkcs11.issuer-key = ",
            "issuer.name = ",
            "issuer.jwks = ",
            "issuer.secret = ",
            "issuer.audience = the server's own address with /mcp",
            "issuer.algorithms = RS256, PS256, ES256",
            "issuer.token-types = at+jwt",
            "issuer.roles-claim = roles",
            "issuer.client-id = ",
            "issuer.client-secret = ",
            "issuers = ",
            "api-key.secret = ",
            "api-key.role = user",
            "api-key.scopes = all but mcp:tools.write",
            "api-keys = ",
            "client-certificates = ",
            "limit.rate = 100/minute for remote callers, none over stdio",
            "limit.roles = ",
            "limit.tools = ",
            "limit.unauthenticated = 300/minute",
            "limit.lockout-failures = 20",
            "limit.lockout-window = 1m",
            "limit.lockout-duration = 5m",
            "gateway.deadline = 30s",
            "gateway.output-bytes = 25165824",
            "gateway.calls-at-once = 64",
            "gateway.tool-calls-at-once = ",
            "gateway.page-size = 100",
            "gateway.input.depth = 10",
            "gateway.input.properties = 100",
            "gateway.input.text-characters = 10000",
            "gateway.input-overrides = ",
            "legacy.sessions = 10000",
            "legacy.sessions-per-caller = 64",
            "legacy.idle = 30m",
            "legacy.answer-within = 5m",
            "legacy.replay-bytes = 1048576",
            "legacy.calls-per-session = 128",
            "audit.target = file",
            "audit.file-bytes = 67108864",
            "audit.keep = 90d",
            "audit.key-file = audit-key in the data folder, made when absent",
            "audit.subject = plain",
            "access.preset = strict",
            "access.scopes = required",
            "access.roles = admin, developer, service, user, viewer",
            "access.stdio-role = developer",
            "skills.roots = examples/skills of the installation",
            "skills.total-bytes = 67108864",
            "workspace.path = examples/workspace of the installation",
            "workspace.hidden-files = hide",
            "commands = ");
  }

  @Test
  void defaultsAreWithinTheirBounds() {
    Bounds bounds = new Bounds(Settings.class);
    Values values = new Values();
    Keys.ALL.stream()
        .filter(key -> key.kind().bounded())
        .forEach(key -> values.put(key, new Raw.Text(key.fallbackText()), "default"));

    bounds.check(Keys.ALL, values);
  }

  private static Key<?> key(String name) {
    return Keys.ALL.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  private static Stream<Leaf> leaves(Class<?> type, String prefix) {
    List<Leaf> leaves = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + kebab(component.getName());
      boolean section =
          component.getType().isRecord()
              && component.getType() != Role.class
              && component.getType() != Rate.class;
      if (name.equals("audit.given")) {
        // The names of the keys that were set are not themselves set.
        continue;
      }
      if (section) {
        leaves.addAll(leaves(component.getType(), name + ".").toList());
      } else {
        leaves.add(new Leaf(name, component));
      }
    }
    return leaves.stream();
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}

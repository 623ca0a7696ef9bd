package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangedKeysTest {
  @TempDir Path folder;

  private Settings read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), text);
    return new StartSettings(Map.of(), folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }

  @Test
  void namesEachKeyThatDiffersAndNoOther() throws IOException {
    Settings before =
        read("issuers: {a: {issuer: 'https://a/', jwks: 'https://a/k'}}\nlog: {level: info}\n");
    Settings after =
        read(
            """
            issuers: {a: {issuer: 'https://a/', jwks: 'https://a/other'}}
            limit: {lockout-failures: 3, rate: 5/minute}
            http: {tls: {terminated-in-front: true}, connections: {per-address: 5}}
            access: {roles: {a: [completion]}}
            gateway: {tool-calls-at-once: {echo: 1}}
            """);
    assertThat(ChangedKeys.between(before, after))
        .containsExactly(
            "access.roles",
            "gateway.tool-calls-at-once",
            "http.connections.per-address",
            "http.tls.terminated-in-front",
            "issuers",
            "limit.lockout-failures",
            "limit.rate");
    assertThat(ChangedKeys.between(after, after)).isEmpty();
    assertThat(ChangedKeys.between(before, before)).isEmpty();
  }

  @Test
  void findsEveryKeyThereIs() {
    Set<String> found = new TreeSet<>();
    walk("", Settings.class, found);
    assertThat(found).containsAll(Keys.ALL.stream().map(Key::name).toList());
  }

  private static void walk(String prefix, Class<?> type, Set<String> found) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name =
          prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      found.add(name);
      if (component.getType().isRecord()) {
        walk(name + ".", component.getType(), found);
      }
    }
  }
}

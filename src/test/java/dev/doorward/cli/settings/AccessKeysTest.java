package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.access.AccessSettings;
import dev.doorward.caller.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessKeysTest {
  @TempDir Path folder;

  private AccessSettings read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), yaml);
    return new StartSettings(Map.of(), folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of())
        .access();
  }

  @Test
  void readsWhatRolesAndScopesMean() throws IOException {
    AccessSettings access =
        read(
            """
            access:
              preset: permissive
              scopes: ignored
              roles:
                auditor: ["tools:call:server_status"]
                viewer: ["tools:list"]
            """);

    assertThat(access.preset()).isEqualTo(AccessSettings.Preset.PERMISSIVE);
    assertThat(access.scopes()).isEqualTo(AccessSettings.ScopeUse.IGNORED);
    assertThat(access.operators()).containsExactly(new Role("auditor"), Role.VIEWER);
  }

  @Test
  void isStrictUnlessToldOtherwise() throws IOException {
    AccessSettings access = read("log: {level: info}\n");

    assertThat(access).isEqualTo(AccessSettings.DEFAULTS);
    assertThat(access.scopesDecide()).isTrue();
    assertThat(access.operators()).isEmpty();
    assertThat(read("access: {preset: permissive}\n").scopesDecide()).isFalse();
    assertThat(read("access: {scopes: ignored}\n").scopesDecide()).isFalse();
  }
}

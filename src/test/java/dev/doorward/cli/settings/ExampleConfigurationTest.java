package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configuration files the distribution carries.
class ExampleConfigurationTest {
  @TempDir private Path home;

  @Test
  void theOneForDevelopmentIsRead() {
    Settings settings =
        new StartSettings(Map.of(), home, Optional.of(Path.of("")))
            .read(Optional.of("examples/development.yml"), Map.of());

    assertThat(settings.gateway().deadline()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.toolsets().enabled()).contains("conformance", "skills");
    assertThat(settings.access().roles().keySet()).extracting("name").contains("auditor", "admin");
    assertThat(settings.workspace().path()).contains(Path.of("examples/workspace"));
  }
}

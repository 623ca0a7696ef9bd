package dev.doorward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.cli.settings.SettingsRefused;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionJarsTest {
  @TempDir Path folder;

  private Path jar(String name, String entry) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry(entry));
    }
    return file;
  }

  @Test
  void bringNoBeans() throws IOException {
    String ours = jar("lib/ours.jar", "META-INF/micronaut/a/B").toString();
    String family = jar("extensions/family.jar", "META-INF/services/x").toString();
    String gone = folder.resolve("extensions/gone.jar").toString();
    String fine = String.join(File.pathSeparator, ours, family, gone);
    assertThatCode(() -> ExtensionJars.check(fine)).doesNotThrowAnyException();

    Path beans = jar("extensions/beans.jar", "META-INF/micronaut/a/B");
    assertThatThrownBy(() -> ExtensionJars.check(fine + File.pathSeparator + beans))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused ->
                assertThat(refused.line())
                    .startsWith("extensions: 'beans.jar' holds beans")
                    .doesNotContain("\n"));
  }
}

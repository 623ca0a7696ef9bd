package dev.doorward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.settings.StartSettings;
import dev.doorward.service.Changes;
import dev.doorward.service.Family;
import dev.doorward.service.Toolset;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Families from jars of their own: found by name, refused in one line.
class OtherFamiliesTest {
  @TempDir Path folder;

  /// One as its author should write it.
  public static final class Good implements Family {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public Toolset toolset(Changes changes) {
      return Toolset.ofTools(name(), List.of());
    }
  }

  /// One that takes the name of ours.
  public static final class Thief implements Family {
    @Override
    public String name() {
      return "workspace";
    }

    @Override
    public Toolset toolset(Changes changes) {
      return Toolset.ofTools(name(), List.of());
    }
  }

  /// One that was made for something else.
  public static final class Broken implements Family {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Toolset toolset(Changes changes) {
      throw new NoSuchMethodError("secret detail");
    }
  }

  /// One that calls its toolset by another name.
  public static final class Liar implements Family {
    @Override
    public String name() {
      return "liar";
    }

    @Override
    public Toolset toolset(Changes changes) {
      return Toolset.ofTools("conformance", List.of());
    }
  }

  /// One that fails before it can say who it is.
  public static final class Nameless implements Family {
    @Override
    public String name() {
      throw new IllegalStateException("secret detail");
    }

    @Override
    public Toolset toolset(Changes changes) {
      return Toolset.ofTools("nameless", List.of());
    }
  }

  /// One whose author has not read the contract.
  @NullUnmarked
  public static class Empty implements Family {
    @Override
    public String name() {
      return null;
    }

    @Override
    public Toolset toolset(Changes changes) {
      return null;
    }
  }

  /// The same with a name.
  public static final class Emptier extends Empty {
    @Override
    public String name() {
      return "empty";
    }
  }

  private Map<String, OtherFamilies.Found> found(String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Family.class.getName()),
        Arrays.stream(classes).collect(Collectors.joining("\n")));
    // No try: what it has loaded must live as long as the families.
    URLClassLoader jars =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    return OtherFamilies.found(jars);
  }

  @Test
  void areFoundByTheirNames() throws IOException {
    Map<String, OtherFamilies.Found> found = found(Good.class.getName(), Liar.class.getName());

    assertThat(found).containsOnlyKeys("good", "liar");
    assertThat(OtherFamilies.toolset("good", new Changes(), found).name()).isEqualTo("good");
  }

  @Test
  void areAskedOnceForAllHouses() throws IOException {
    Map<String, OtherFamilies.Found> found = found(Good.class.getName());

    assertThat(OtherFamilies.toolset("good", new Changes(), found))
        .isSameAs(OtherFamilies.toolset("good", new Changes(), found));
  }

  @Test
  void areNotThereOfThemselves() {
    assertThat(OtherFamilies.names()).isEmpty();
    assertThatThrownBy(
            () ->
                new StartSettings(
                        Map.of("DOORWARD_TOOLSETS_ENABLE", "good"), folder, Optional.empty())
                    .read(Optional.empty(), Map.of()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("toolsets.enable");
  }

  @Test
  void areRefusedInOneLineWhenTheyCannotBeOffered() throws IOException {
    refused(() -> found(Thief.class.getName()), "cannot be named 'workspace'");
    refused(() -> found(Good.class.getName(), "org.example.Gone"), "cannot be loaded");
    refused(() -> found(OtherFamiliesTest.class.getName()), "cannot be loaded");
    Map<String, OtherFamilies.Found> found = found(Broken.class.getName(), Liar.class.getName());
    refused(() -> OtherFamilies.toolset("broken", new Changes(), found), "'broken' cannot be made");
    refused(() -> OtherFamilies.toolset("liar", new Changes(), found), "toolset of another name");
    refused(() -> found(Nameless.class.getName()), "Nameless' cannot be loaded");
    refused(() -> found(Empty.class.getName()), "Empty' has no name");
    Map<String, OtherFamilies.Found> empty = found(Emptier.class.getName());
    refused(() -> OtherFamilies.toolset("empty", new Changes(), empty), "brings no toolset");
    refused(() -> OtherFamilies.toolset("gone", new Changes(), found), "no family 'gone'");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String told) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused ->
                assertThat(refused.line())
                    .startsWith("toolsets.enable: ")
                    .contains(told)
                    .doesNotContain("secret detail", "\n"));
  }
}

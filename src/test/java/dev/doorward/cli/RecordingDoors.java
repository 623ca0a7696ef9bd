package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.stdio.StandardStreams;
import java.util.Optional;

/// Opens nothing and remembers what it was to open.
final class RecordingDoors implements Doors {
  Optional<Settings> opened = Optional.empty();

  @Override
  public void check(Settings settings) {
    // A house that has everything.
  }

  @Override
  public void stdio(Settings settings, StandardStreams streams) {
    opened = Optional.of(settings);
  }

  @Override
  public Listening http(
      Settings settings, Optional<LocalIssuer> issuer, String audience, SettingsAgain again) {
    throw new AssertionError("no test opens this door for real");
  }
}

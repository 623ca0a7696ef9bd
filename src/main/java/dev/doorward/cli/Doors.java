package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.stdio.StandardStreams;
import java.util.Optional;

/// What the commands start; the composition of the house is the real one.
public interface Doors {
  /// An open HTTP door.
  interface Listening extends AutoCloseable {
    /// Reads the settings again now, whether a file has changed or not.
    void reload();

    /// Lets running calls finish, within bounds, and closes both listeners.
    @Override
    void close();
  }

  /// Refuses settings that name what this house does not have, before anything is written or
  /// opened.
  void check(Settings settings);

  /// Serves one local client until the conversation is over.
  void stdio(Settings settings, StandardStreams streams) throws InterruptedException;

  /// Opens both listeners on the ports in the settings, which are never 0 here.
  ///
  /// @param issuer there when no external issuer is set; its tokens are for the audience given
  /// @param audience what tokens must be for when the settings name no other
  /// @param again where the settings came from, to follow their changes
  Listening http(
      Settings settings, Optional<LocalIssuer> issuer, String audience, SettingsAgain again);
}

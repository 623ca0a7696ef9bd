package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import dev.doorward.limit.AddressLimiter;
import dev.doorward.limit.LimitSettings;
import dev.doorward.limit.Rate;
import dev.doorward.proof.WatchedDoor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// What the door needs of the house behind it: silent, with limits that no test reaches by chance.
public final class QuietHouse {
  private QuietHouse() {}

  /// The beans to open a door with.
  public static List<Object> beans() {
    return List.of(HttpDoorTest.quietAudit(), limits(), blocks(), new WatchedDoor());
  }

  /// Nobody is blocked.
  static Blocks blocks() {
    return new Blocks(Path.of("target", "no-such-folder"), InstantSource.system());
  }

  static AddressLimiter limits() {
    LimitSettings usual = LimitSettings.DEFAULTS;
    return new AddressLimiter(
        new LimitSettings(
            usual.rate(),
            usual.roles(),
            usual.tools(),
            Rate.parse("1000000000/second"),
            1_000_000,
            usual.lockoutWindow(),
            usual.lockoutDuration()),
        System::nanoTime);
  }
}

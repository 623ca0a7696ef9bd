package dev.doorward.gateway;

import dev.doorward.service.Call;
import dev.doorward.service.ToolFailure;
import org.jspecify.annotations.Nullable;

/// A request that was resolved against the catalog and allowed: what to check of its input, and
/// what to run.
///
/// @param blocking whether running it can wait for anything
/// @param input tells what is wrong with the input, or null
/// @param body does it
record Work(boolean blocking, InputCheck input, Body body) {

  static Work immediate(Body body) {
    return new Work(false, () -> null, body);
  }

  static Work waiting(Body body) {
    return new Work(true, () -> null, body);
  }

  @FunctionalInterface
  interface InputCheck {
    @Nullable Refusal refusal();
  }

  @FunctionalInterface
  interface Body {
    /// Gives the result, or a refusal when what was asked for is not there.
    Outcome run(Call call) throws ToolFailure, InterruptedException;
  }
}

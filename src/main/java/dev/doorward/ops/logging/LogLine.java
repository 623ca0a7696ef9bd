package dev.doorward.ops.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/// What one line says.
///
/// @param event the name of what happened; `library` for a line that is not ours
/// @param message a library's own text, else empty
record LogLine(
    Level level,
    String event,
    String logger,
    String message,
    List<KeyValuePair> fields,
    @Nullable Throwable thrown) {}

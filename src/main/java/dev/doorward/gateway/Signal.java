package dev.doorward.gateway;

import dev.doorward.service.Question;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How running work is left from the inside of a [dev.doorward.service.Call]. Thrown without a
/// stack, caught by [Runner].
abstract sealed class Signal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Signal() {
    super(null, null, false, false);
  }

  /// The work asked and the answers are not there yet.
  static final class Asked extends Signal {
    private static final long serialVersionUID = 1L;
    final transient Map<String, Question> questions;
    final @Nullable String note;

    Asked(Map<String, Question> questions, @Nullable String note) {
      this.questions = questions;
      this.note = note;
    }
  }

  /// The client's answer does not have the shape of an answer to this question.
  static final class Unusable extends Signal {
    private static final long serialVersionUID = 1L;
    final String key;

    Unusable(String key) {
      this.key = key;
    }
  }
}

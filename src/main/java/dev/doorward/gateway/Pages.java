package dev.doorward.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Cuts sorted lists into pages. A cursor is the key of the last entry seen, so that a page after a
/// change neither repeats nor skips what stayed.
final class Pages {
  private static final int LONGEST_CURSOR = 4_096;
  private static final String MARK = "after:";

  private Pages() {}

  /// @param items sorted by `key`
  /// @param visible what the caller may see
  static <S, T> Outcome of(
      Result.Kind kind,
      Iterable<S> items,
      Predicate<S> visible,
      Function<S, String> key,
      Function<S, T> shape,
      Optional<String> cursor,
      int size) {
    Optional<String> after = cursor.flatMap(Pages::decode);
    if (cursor.isPresent() && after.isEmpty()) {
      return new Outcome.Refused(
          Refusal.of(
              Refusal.Code.INVALID_CURSOR,
              "This cursor is not one of ours. List again without a cursor."));
    }
    List<T> page = new ArrayList<>();
    String last = "";
    for (S item : items) {
      if ((after.isPresent() && key.apply(item).compareTo(after.get()) <= 0)
          || !visible.test(item)) {
        continue;
      }
      if (page.size() == size) {
        return new Outcome.Completed(new Result.Page<>(kind, page, Optional.of(encode(last))));
      }
      page.add(shape.apply(item));
      last = key.apply(item);
    }
    return new Outcome.Completed(new Result.Page<>(kind, page, Optional.empty()));
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + key).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> decode(String cursor) {
    if (cursor.length() > LONGEST_CURSOR) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return text.startsWith(MARK) ? Optional.of(text.substring(MARK.length())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package dev.doorward.protocol.modern;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.doorward.protocol.GivenHeaders;
import java.util.Base64;

/// Whatever a header says: it is one text or broken, and every text has exactly one wrapped form.
class HeaderValueFuzz {
  @FuzzTest(maxDuration = "2m")
  void unwrapsExactlyWhatWasWrapped(FuzzedDataProvider fuzz) {
    String text = fuzz.consumeRemainingAsString();
    // Half a surrogate pair has no UTF-8, so no client can have meant it.
    String meant = new String(text.getBytes(UTF_8), UTF_8);
    String wrapped =
        HeaderValue.PREFIX
            + Base64.getEncoder().encodeToString(meant.getBytes(UTF_8))
            + HeaderValue.SUFFIX;
    HeaderValue value = HeaderValue.encoded(GivenHeaders.of("h", wrapped), "h");
    if (!value.equals(new HeaderValue.Present(meant))) {
      throw new AssertionError(value + " instead of " + meant);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void takesOnlyTheOneSpellingOfAWrappedText(FuzzedDataProvider fuzz) {
    String inner = fuzz.consumeRemainingAsString();
    String header = HeaderValue.PREFIX + inner + HeaderValue.SUFFIX;
    if (HeaderValue.encoded(GivenHeaders.of("h", header), "h")
        instanceof HeaderValue.Present(String text)) {
      String canonical = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
      if (!canonical.equals(inner)) {
        throw new AssertionError("took " + inner + " for " + text);
      }
    }
  }

  @FuzzTest(maxDuration = "2m")
  void neverLetsAControlCharacterThrough(FuzzedDataProvider fuzz) {
    String header = fuzz.consumeRemainingAsString();
    if (HeaderValue.plain(GivenHeaders.of("h", header), "h")
            instanceof HeaderValue.Present(String text)
        && text.chars().anyMatch(c -> c != '\t' && (c < ' ' || c > '~'))) {
      throw new AssertionError("let through " + text);
    }
  }
}

package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyTest {
  private static final String ZEROS = "A".repeat(43);

  @Test
  void isReadAsItWasWrittenAndKnownByItsHash() {
    ApiKey key = ApiKey.random(new SecureRandom());

    assertThat(key.text()).matches("dwk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
    ApiKey read = ApiKey.parse(key.text()).orElseThrow();
    ApiKeyHash stored = ApiKeyHash.parse(key.hash().toString()).orElseThrow();
    assertThat(stored.id()).isEqualTo(key.id());
    assertThat(read.fits(stored)).isTrue();
    assertThat(ApiKey.random(new SecureRandom()).fits(stored)).isFalse();
  }

  @Test
  void takesAllItsBitsFromTheSource() {
    RandomGenerator ones = () -> -1L;

    assertThat(ApiKey.random(ones).text()).isEqualTo("dwk_ffffffffffff_" + "_".repeat(42) + "8");
  }

  /// Whatever changes this makes every key that is in use worthless.
  @Test
  void keepsTheStoredFormForEver() {
    ApiKey key = ApiKey.parse("dwk_0123456789ab_" + ZEROS).orElseThrow();

    // printf 'doorward api key 1:0123456789ab' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…
    assertThat(key.hash())
        .hasToString("hmac-sha256.0123456789ab.oXpO3NuRbHHA-blGkjN6GwTplCAU0mB_AVcp1Or7CEI");
  }

  @Test
  void aHashIsForItsOwnIdOnly() {
    ApiKey one = ApiKey.parse("dwk_0123456789ab_" + ZEROS).orElseThrow();
    ApiKey other = ApiKey.parse("dwk_0123456789ac_" + ZEROS).orElseThrow();

    assertThat(one.fits(other.hash())).isFalse();
  }

  @Test
  void isNeverPrintedByAccident() {
    assertThat(ApiKey.parse("dwk_0123456789ab_" + ZEROS).orElseThrow()).hasToString("…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dwk_",
        "dwk_0123456789ab",
        "dwk_0123456789ab_",
        "DWK_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dwk_0123456789AB_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dwk_0123456789a_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dwk_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "dwk_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "dwk_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "dwk_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "dwk_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
      })
  void takesNothingElseForAKey(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256.0123456789ab.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "hmac-sha256.0123456789ab.AAAA",
        "hmac-sha256..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void takesNothingElseForAHash(String text) {
    assertThat(ApiKeyHash.parse(text)).isEmpty();
  }
}

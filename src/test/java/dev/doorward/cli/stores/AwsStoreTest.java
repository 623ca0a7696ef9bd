package dev.doorward.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.stores.StoreDouble.Reply;
import dev.doorward.ops.logging.Masking;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Amazon's real client against a double of the documented JSON protocol.
final class AwsStoreTest {
  private static final String SECRET = "kept-at-amazon-0123456789-abcdefghij";

  private final Map<String, String> before = new HashMap<>();
  private StoreDouble aws;

  @BeforeEach
  void start() throws IOException {
    aws = StoreDouble.start();
    set("aws.region", "eu-central-1");
    set("aws.accessKeyId", "AKIATESTTESTTESTTEST");
    set("aws.secretAccessKey", "a-key-of-the-tests");
    set("aws.endpointUrlSecretsManager", aws.address());
    aws.answers =
        asked -> new Reply(200, value("{\\\"jwt\\\":\\\"" + SECRET + "\\\",\\\"n\\\":7}"));
  }

  @AfterEach
  void stop() {
    aws.close();
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void readsAFieldOfASecretWithASignedQuestion() {
    assertThat(read("aws:doorward/prod#jwt")).isEqualTo(SECRET);

    assertThat(aws.asked)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.headers().getFirst("X-Amz-Target"))
                  .isEqualTo("secretsmanager.GetSecretValue");
              assertThat(asked.headers().getFirst("Authorization"))
                  .startsWith("AWS4-HMAC-SHA256 Credential=AKIATESTTESTTESTTEST/")
                  .contains("/eu-central-1/secretsmanager/");
              assertThat(asked.body()).contains("\"SecretId\":\"doorward/prod\"");
            });
  }

  @Test
  void masksItsOwnCredentials() {
    new SecretStores(Map.of("AWS_SECRET_ACCESS_KEY", "a-variable-of-the-tests"))
        .resolve("issuer.secret", "JWT_SECRET", "aws:doorward/prod#jwt");

    assertThat(Masking.mask("<a-variable-of-the-tests>")).isEqualTo("<[masked]>");
  }

  @Test
  void readsASecretThatIsOneText() {
    aws.answers = _ -> new Reply(200, value(SECRET));

    assertThat(read("aws:arn:aws:secretsmanager:eu-central-1:123456789012:secret:doorward-AbCdEf"))
        .isEqualTo(SECRET);
    refuses("aws:doorward/prod#jwt", "is no JSON object with this field");
  }

  @Test
  void refusesAFieldThatIsMissingOrNoTextAndASecretThatIsNoText() {
    refuses("aws:doorward/prod#other", "is no JSON object with this field");
    refuses("aws:doorward/prod#n", "is no JSON object with this field");
    aws.answers = _ -> new Reply(200, "{\"Name\":\"a\",\"SecretBinary\":\"AAEC\"}");
    refuses("aws:doorward/prod", "is binary and no text");
  }

  @Test
  void saysWhatAmazonAnswers() {
    aws.answers = _ -> error("ResourceNotFoundException");
    refuses("aws:doorward/prod", "is not there in this account and region");
    aws.answers = _ -> error("AccessDeniedException");
    refuses("aws:doorward/prod", "AWS answers 400 AccessDeniedException");
  }

  @Test
  void asksNobodyInTheOpenBeyondLoopback() {
    set("aws.endpointUrlSecretsManager", "http://secrets.example.org");

    refuses("aws:doorward/prod", "no way there over https");
  }

  @Test
  void asksThisMachineThroughNoProxy() throws IOException {
    try (StoreDouble proxy = StoreDouble.start()) {
      URI address = URI.create(proxy.address());
      set("http.proxyHost", address.getHost());
      set("http.proxyPort", Integer.toString(address.getPort()));

      assertThat(read("aws:doorward/prod#jwt")).isEqualTo(SECRET);
      assertThat(proxy.asked).isEmpty();
    }
  }

  @Test
  void takesNoAnswerWithoutAnEnd() {
    aws.answers = _ -> new Reply(200, value("x".repeat(AwsClient.MOST_BYTES)));

    refuses("aws:doorward/prod", "no answer within 256 KiB");
  }

  @Test
  void waitsForNobodyWithoutAnEnd() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                AwsStore.within(
                    Duration.ofMillis(1),
                    () -> {
                      never.await();
                      return SECRET;
                    }))
        .isInstanceOf(SecretUnavailable.class);
  }

  @Test
  void anAmazonThatIsAwayIsSaidToBe() {
    aws.close();

    refuses("aws:doorward/prod", "AWS cannot be asked within 8 seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:", "aws:#jwt", "aws:a b", "aws:doorward#", "aws:a#b#c", "aws:a\"b"})
  void refusesWhatIsNoReference(String written) {
    refuses(written, "is no reference to a secret of AWS");
    assertThat(aws.asked).isEmpty();
  }

  private static String value(String text) {
    return "{\"Name\":\"doorward/prod\",\"VersionId\":\"1\",\"SecretString\":\"" + text + "\"}";
  }

  private static Reply error(String type) {
    return new Reply(400, "{\"__type\":\"" + type + "\",\"Message\":\"" + SECRET + "\"}");
  }

  private void set(String name, String value) {
    before.putIfAbsent(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  private static String read(String reference) {
    return new SecretStores(Map.of()).resolve("issuer.secret", "JWT_SECRET", reference);
  }

  private static void refuses(String reference, String words) {
    assertThatThrownBy(() -> read(reference))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageStartingWith("issuer.secret (JWT_SECRET): 'aws:")
        .hasMessageContaining(words)
        .hasMessageContaining("; ")
        .message()
        .doesNotContain(SECRET);
  }
}

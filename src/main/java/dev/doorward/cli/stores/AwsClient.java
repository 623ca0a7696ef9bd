package dev.doorward.cli.stores;

import dev.doorward.transport.http.HttpSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Amazon's client with bounds of ours.
final class AwsClient {
  /// The largest answer, in bytes; a secret has at most 64 KiB.
  static final int MOST_BYTES = 256 * 1024;

  private static final Set<String> LOOPBACK =
      Set.of("localhost", "127(\\.[0-9]+){3}", "\\[?::1\\]?", "\\[?0:0:0:0:0:0:0:1\\]?");

  private AwsClient() {}

  /// @param attempt how long one question may take
  /// @param patience how long all of them may
  static SecretsManagerClient make(Duration attempt, Duration patience) {
    return SecretsManagerClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(attempt)
                .socketTimeout(attempt)
                .proxyConfiguration(proxy()))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(patience)
                .addExecutionInterceptor(new OnlySafely())
                .build())
        .build();
  }

  /// The proxy that variables and properties name, but not for this machine itself: plain HTTP
  /// would leave it.
  private static ProxyConfiguration proxy() {
    ProxyConfiguration.Builder found = ProxyConfiguration.builder();
    Set<String> direct = new HashSet<>(LOOPBACK);
    direct.addAll(found.build().nonProxyHosts());
    return found.nonProxyHosts(direct).build();
  }

  /// Whatever names the endpoint, a variable or a profile: a secret is not asked for in the open,
  /// and no answer fills the memory.
  private static final class OnlySafely implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission sent, ExecutionAttributes execution) {
      if (!"https".equals(sent.httpRequest().protocol())
          && !HttpSettings.isLoopback(sent.httpRequest().host())) {
        throw SdkClientException.create("plain http is for loopback only");
      }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
        Context.ModifyHttpResponse came, ExecutionAttributes execution) {
      // It would be unpacked behind this bound; nobody asks for it.
      if (came.httpResponse().firstMatchingHeader("Content-Encoding").isPresent()) {
        throw SdkClientException.create("a packed answer");
      }
      return came.responseBody().map(OnlySafely::bounded);
    }

    private static InputStream bounded(InputStream body) {
      try {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw SdkClientException.create("too long an answer");
        }
        return new ByteArrayInputStream(bytes);
      } catch (IOException e) {
        throw SdkClientException.create("no whole answer", e);
      }
    }
  }
}

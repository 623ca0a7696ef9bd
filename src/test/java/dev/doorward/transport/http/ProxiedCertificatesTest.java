package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.limit.AddressLimiter;
import dev.doorward.limit.LimitSettings;
import dev.doorward.limit.Network;
import dev.doorward.transport.http.auth.BoundTokens;
import dev.doorward.transport.http.tls.TestAuthority;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates on connections of a trusted proxy, which stand for the proxy and not for those it
/// connects for; and those of clients whose address is locked out.
final class ProxiedCertificatesTest {
  @TempDir static Path folder;
  private static CertifiedDoor house;
  private static HttpDoor behindProxy;

  @BeforeAll
  static void open() throws Exception {
    house = new CertifiedDoor(folder);
    behindProxy = house.open(QuietHouse.beans(), List.of(Network.parse("127.0.0.0/8")));
  }

  @AfterAll
  static void close() {
    behindProxy.close();
    house.close();
  }

  private static HttpResponse<String> ask(HttpDoor door, KeyStore own, String... headers)
      throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.of(own), house.server, HttpClient.Version.HTTP_1_1)) {
      return CertifiedClients.ask(client, door, headers);
    }
  }

  @Test
  void theCertificateOfATrustedProxyNamesNobody() throws Exception {
    assertThat(ask(house.door, house.builder).statusCode()).isEqualTo(200);
    assertThat(ask(behindProxy, house.builder).statusCode()).isEqualTo(401);
    assertThat(ask(behindProxy, house.builder, "X-Forwarded-For", "192.0.2.1").statusCode())
        .isEqualTo(401);
  }

  @Test
  void aTokenIsNotBoundToTheConnectionOfATrustedProxy() throws Exception {
    String bound = "Bearer " + house.tokens.may(BoundTokens.to(TestAuthority.leaf(house.builder)));
    assertThat(ask(house.door, house.builder, "Authorization", bound).statusCode()).isEqualTo(200);
    CertifiedDoor.requireInvalid(ask(behindProxy, house.builder, "Authorization", bound));
  }

  @Test
  void tokensAndKeysComeThroughATrustedProxy() throws Exception {
    String token = "Bearer " + house.tokens.may("");
    assertThat(ask(behindProxy, house.builder, "Authorization", token).body())
        .contains("subject=alice");
    assertThat(ask(behindProxy, house.builder, "X-API-Key", house.key.text()).body())
        .contains("subject=bot");
  }

  @Test
  void aLockOutTouchesNobodyWithAGoodCertificateOrKey() throws Exception {
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(AddressLimiter.class::isInstance);
    beans.add(new AddressLimiter(LimitSettings.DEFAULTS, () -> 0L));
    try (HttpDoor strict = house.open(beans);
        HttpClient client =
            CertifiedClients.showing(
                Optional.of(house.builder), house.server, HttpClient.Version.HTTP_1_1)) {
      for (int i = 0; i < LimitSettings.DEFAULTS.lockoutFailures(); i++) {
        assertThat(CertifiedClients.ask(client, strict, "X-API-Key", "bad").statusCode())
            .isEqualTo(401);
      }
      assertThat(CertifiedClients.ask(client, strict, "X-API-Key", "bad").statusCode())
          .isEqualTo(429);
      assertThat(CertifiedClients.ask(client, strict).body()).contains("subject=builder");
      assertThat(CertifiedClients.ask(client, strict, "X-API-Key", house.key.text()).body())
          .contains("subject=bot");
    }
  }
}

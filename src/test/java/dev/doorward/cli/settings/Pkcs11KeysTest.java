package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.transport.http.HttpSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs11KeysTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void readsThemAllAndShowsNoPin() {
    environment.put("DOORWARD_HTTP_TLS_CERTIFICATE", "/etc/tls.crt");
    environment.put("DOORWARD_HTTP_PKCS11_CONFIG", "/etc/pkcs11.cfg");
    environment.put("DOORWARD_HTTP_PKCS11_PIN", "the-pin-of-the-token");
    environment.put("DOORWARD_HTTP_PKCS11_TLS_KEY", "door");
    environment.put("DOORWARD_HTTP_PKCS11_ISSUER_KEY", "issuer");

    HttpSettings http = read();

    assertThat(http.pkcs11().config()).contains(Path.of("/etc/pkcs11.cfg"));
    assertThat(http.pkcs11().pin().orElseThrow().value()).isEqualTo("the-pin-of-the-token");
    assertThat(http.pkcs11().tlsKey()).contains("door");
    assertThat(http.pkcs11().issuerKey()).contains("issuer");
    assertThat(http.withPorts(1, 2).pkcs11()).isEqualTo(http.pkcs11());
    assertThat(http.toString()).doesNotContain("the-pin-of-the-token");
  }

  @Test
  void refusesAKeyInATokenThatIsNotNamed() {
    environment.put("DOORWARD_HTTP_PKCS11_ISSUER_KEY", "issuer");

    refuses("http.pkcs11.config: it is missing while http.pkcs11.issuer-key is set");
  }

  @Test
  void refusesAKeyOfTlsWithoutItsCertificateOrBesideAnother() {
    environment.put("DOORWARD_HTTP_PKCS11_CONFIG", "/etc/pkcs11.cfg");
    environment.put("DOORWARD_HTTP_PKCS11_TLS_KEY", "door");
    refuses("http.tls.certificate: it is missing while http.pkcs11.tls-key is set");

    environment.put("DOORWARD_HTTP_TLS_CERTIFICATE", "/etc/tls.crt");
    environment.put("DOORWARD_HTTP_TLS_KEY", "/etc/tls.key");
    refuses("the key is either in a token or in the file of http.tls.key");
  }

  private void refuses(String words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining(words)
        .hasMessageContaining("; ");
  }

  private HttpSettings read() {
    return new StartSettings(environment, folder, Optional.empty())
        .read(Optional.empty(), Map.of())
        .http();
  }
}

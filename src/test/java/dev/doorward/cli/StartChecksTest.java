package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.settings.StartSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which addresses may be taken, and with which certificates.
final class StartChecksTest {
  @TempDir Path home;

  private final Map<String, String> environment = new HashMap<>();
  private Circumstances around = new Circumstances(false, Set.of());

  @BeforeEach
  void trustAnIssuer() {
    environment.put("DOORWARD_ISSUER_NAME", "https://id.example.org/");
    environment.put("DOORWARD_ISSUER_JWKS", "https://id.example.org/keys");
    environment.put("DOORWARD_HTTP_PUBLIC_URL", "https://mcp.example.org");
    environment.put("DOORWARD_HTTP_PORT", "0");
    environment.put("DOORWARD_HTTP_MANAGEMENT_PORT", "0");
  }

  private Settings settled() {
    return StartChecks.settled(
        new StartSettings(environment, home, Optional.empty()).read(Optional.empty(), Map.of()),
        around);
  }

  private void refuses(ExitCode code, String start) {
    assertThatThrownBy(this::settled)
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.line()).startsWith(start);
            });
  }

  @Test
  void takesLoopbackWithoutTls() {
    assertThat(settled().http().tls().enabled()).isFalse();
  }

  @Test
  void anAddressOthersCanReachNeedsTls() {
    environment.put("DOORWARD_HTTP_HOST", "0.0.0.0");
    refuses(ExitCode.SETTINGS, "http.tls.certificate: it is missing while other machines can");
  }

  @Test
  void anExposedManagementListenerNeedsTlsToo() {
    environment.put("DOORWARD_HTTP_MANAGEMENT_HOST", "0.0.0.0");
    refuses(ExitCode.SETTINGS, "http.tls.certificate: it is missing while other machines can");
  }

  @Test
  void takesTheOperatorsWordThatAProxySpeaksTls() {
    environment.put("DOORWARD_HTTP_HOST", "0.0.0.0");
    environment.put("DOORWARD_HTTP_TLS_TERMINATED_IN_FRONT", "true");
    assertThat(settled().http().loopback()).isFalse();
  }

  @Test
  void aCertificateAndItsKeyComeTogether() {
    environment.put("DOORWARD_HTTP_TLS_CERTIFICATE", "/not/there.crt");
    assertThatThrownBy(this::settled)
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("http.tls.key");
  }

  @Test
  void aCertificateThatCannotBeReadIsNamedWithItsKey() {
    environment.put("DOORWARD_HTTP_TLS_CERTIFICATE", "/not/there.crt");
    environment.put("DOORWARD_HTTP_TLS_KEY", "/not/there.key");
    refuses(ExitCode.PATH, "http.tls.certificate: '/not/there.crt' cannot be read");
  }

  @Test
  void rootTakesLoopbackOnly() {
    around = new Circumstances(true, Set.of());
    assertThat(settled().http().loopback()).isTrue();

    environment.put("DOORWARD_HTTP_TLS_TERMINATED_IN_FRONT", "true");
    environment.put("DOORWARD_HTTP_HOST", "0.0.0.0");
    refuses(
        ExitCode.SETTINGS,
        "http.host: other machines can reach '0.0.0.0', and the process runs as root (user id 0);"
            + " run it as another user");

    environment.remove("DOORWARD_HTTP_HOST");
    environment.put("DOORWARD_HTTP_MANAGEMENT_HOST", "::");
    refuses(ExitCode.SETTINGS, "http.management-host: other machines can reach '::', and");
  }

  @Test
  void oneFlagLetsRootListenForOthersAndNothingElse() {
    around = new Circumstances(true, Set.of(Danger.RUN_AS_ROOT));
    environment.put("DOORWARD_HTTP_HOST", "0.0.0.0");
    refuses(ExitCode.SETTINGS, "http.tls.certificate: it is missing");

    environment.put("DOORWARD_HTTP_TLS_TERMINATED_IN_FRONT", "true");
    assertThat(settled().http().loopback()).isFalse();
  }

  @Test
  void oneFlagLetsPlainHttpBeServedAndNothingElse() {
    around = new Circumstances(true, Set.of(Danger.SERVE_PLAIN_HTTP));
    environment.put("DOORWARD_HTTP_HOST", "0.0.0.0");
    refuses(ExitCode.SETTINGS, "http.host: other machines can reach '0.0.0.0'");

    around = new Circumstances(false, Set.of(Danger.SERVE_PLAIN_HTTP));
    assertThat(settled().http().loopback()).isFalse();
  }

  @Test
  void noFlagLetsAnybodyInWithoutACredential() {
    around = new Circumstances(true, Set.of(Danger.values()));
    environment.put("DOORWARD_HTTP_HOST", "0.0.0.0");
    environment.put("DOORWARD_ACCESS_PRESET", "permissive");
    refuses(ExitCode.SETTINGS, "access.preset: permissive is for development");

    environment.remove("DOORWARD_ACCESS_PRESET");
    environment.remove("DOORWARD_ISSUER_NAME");
    environment.remove("DOORWARD_ISSUER_JWKS");
    refuses(ExitCode.SETTINGS, "http.host: '0.0.0.0' can be reached from other machines, and the");
  }
}

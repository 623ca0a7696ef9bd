package dev.doorward.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.doorward.Settings;
import dev.doorward.cli.settings.StartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Runs real Helm over the chart: it is linted, rendered and read back, and wrong values are
/// refused.
final class HelmChartTest {
  private static final Helm CHART = new Helm(Path.of("helm/doorward"));
  private static final String KUBERNETES = "1.34.0";

  private static Map<String, Map<String, Object>> objects = Map.of();

  @BeforeAll
  static void renderOnce() {
    objects = parse(render(UnaryOperator.identity()));
  }

  @Test
  void hasNothingForLintToComplainAbout() {
    LintResult result = CHART.lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void rendersExactlyTheObjectsItPromises() {
    assertThat(objects).containsOnlyKeys("ServiceAccount", "ConfigMap", "Service", "Deployment");
  }

  @Test
  void mountsNoToken() {
    assertThat(objects.get("ServiceAccount")).containsEntry("automountServiceAccountToken", false);
    assertThat(pod()).containsEntry("automountServiceAccountToken", false);
  }

  @Test
  void meetsTheRestrictedPodProfile() {
    assertThat(map(pod(), "securityContext"))
        .containsEntry("runAsNonRoot", true)
        .containsEntry("runAsUser", 10001)
        .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
    assertThat(map(container(), "securityContext"))
        .containsEntry("allowPrivilegeEscalation", false)
        .containsEntry("readOnlyRootFilesystem", true)
        .containsEntry("runAsNonRoot", true)
        .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
    assertThat(pod()).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC");
  }

  @Test
  void servesOnlyTheMcpPort() {
    assertThat(list(map(objects.get("Service"), "spec"), "ports"))
        .extracting(port -> port.get("targetPort"))
        .containsExactly("http");
  }

  @Test
  void prefersTheDigestOverTheTag() {
    String digest = "sha256:" + "ab".repeat(32);

    assertThat(render(template -> template.set("image.digest", digest)))
        .contains("image: \"doorward@" + digest + "\"");
  }

  @Test
  void doesNotInstallWithoutAnIssuer() {
    assertThatThrownBy(() -> bare().set("publicUrl", "https://mcp.example.org").call())
        .hasMessageContaining("issuer.name is missing");
  }

  @Test
  void takesProfilesInPlaceOfOneIssuer() {
    String manifests =
        bare()
            .set("publicUrl", "https://mcp.example.org")
            .set("issuers.staff.kind", "keycloak")
            .set("issuers.staff.issuer", "https://id.example.org/realms/tools")
            .call();

    assertThat(configuration(manifests))
        .doesNotContainKey("issuer")
        .containsEntry(
            "issuers",
            Map.of(
                "staff",
                Map.of("kind", "keycloak", "issuer", "https://id.example.org/realms/tools")));
  }

  @Test
  void laysItsOwnKeysOverTheOperators() {
    String manifests =
        render(
            template ->
                template
                    .set("config.http.host", "127.0.0.1")
                    .set("config.gateway.deadline", "10s"));

    assertThat(configuration(manifests))
        .containsEntry("gateway", Map.of("deadline", "10s"))
        .extractingByKey("http", InstanceOfAssertFactories.MAP)
        .containsEntry("host", "0.0.0.0");
  }

  @Test
  void writesAConfigurationTheServerReads(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("doorward.yml"), written(render(UnaryOperator.identity())));

    Settings settings =
        new StartSettings(Map.of(), folder, Optional.of(Path.of("")))
            .read(Optional.of(file.toString()), Map.of());

    assertThat(settings.issuer().external()).isTrue();
    assertThat(settings.http().loopback()).isFalse();
    assertThat(settings.data()).isEqualTo(Path.of("/data"));
  }

  @Test
  void answersUnderTheNamesOfItsService() {
    assertThat(configuration(render(template -> template.set("service.port", 8443))))
        .extractingByKey("http", InstanceOfAssertFactories.MAP)
        .extractingByKey("allowed-hosts", InstanceOfAssertFactories.LIST)
        .containsExactly(
            "house-doorward:8443",
            "house-doorward.tools:8443",
            "house-doorward.tools.svc:8443",
            "house-doorward.tools.svc.cluster.local:8443");
  }

  @Test
  void keepsAuditFilesOnAClaimWhenAsked() {
    String manifests =
        render(
            template ->
                template
                    .set("audit.target", "both")
                    .set("audit.subject", "hash")
                    .set("data.existingClaim", "doorward-data"));

    assertThat(configuration(manifests))
        .containsEntry("audit", Map.of("target", "both", "subject", "hash"));
    Map<String, Object> deployment = map(parse(manifests).get("Deployment"), "spec");
    assertThat(map(deployment, "strategy")).containsExactly(Map.entry("type", "Recreate"));
    Map<String, Object> spec = map(map(deployment, "template"), "spec");
    assertThat(list(spec, "volumes"))
        .filteredOn(volume -> volume.get("name").equals("data"))
        .containsExactly(
            Map.of("name", "data", "persistentVolumeClaim", Map.of("claimName", "doorward-data")));
    assertThat(map(spec, "securityContext")).containsEntry("fsGroupChangePolicy", "OnRootMismatch");
  }

  @Test
  void writesAuditLinesToTheLogOtherwise() {
    assertThat(configuration(render(UnaryOperator.identity())))
        .containsEntry("audit", Map.of("target", "stderr", "subject", "plain"));
    assertThat(map(objects.get("Deployment"), "spec")).doesNotContainKey("strategy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "both"})
  void writesNoAuditFilesThatDieWithThePod(String target) {
    assertThatThrownBy(() -> render(template -> template.set("audit.target", target)))
        .hasMessageContaining("data.existingClaim is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "audit.target, stdout",
    "audit.subject, md5",
    "audit.unheard, x",
    "data.existingClaim, Not_A_Name",
    "unheard, 1",
    "publicUrl, http://mcp.example.org",
    "issuer.jwks, http://login.example.org/keys",
    "issuer.unheard, x",
    "rateLimit, 0/minute",
    "logLevel, loud",
    "image.unheard, x",
    "replicas, 2",
    "service.port, 0",
    "image.pullPolicy, Sometimes",
    "image.digest, sha256:short",
    "resources.limits.memory, plenty"
  })
  void refusesValuesItDoesNotKnow(String key, String value) {
    assertThatThrownBy(() -> render(template -> template.set(key, value)))
        .hasMessageContaining("values don't meet the specifications of the schema");
  }

  private static String render(UnaryOperator<TemplateCommand> change) {
    return change
        .apply(
            bare()
                .set("publicUrl", "https://mcp.example.org")
                .set("issuer.name", "https://login.example.org/")
                .set("issuer.jwks", "https://login.example.org/keys"))
        .call();
  }

  private static TemplateCommand bare() {
    return CHART.template().withName("house").withKubeVersion(KUBERNETES).withNamespace("tools");
  }

  private static Map<String, Map<String, Object>> parse(String manifests) {
    var found = new TreeMap<String, Map<String, Object>>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(manifests)) {
      Map<String, Object> object = cast(document);
      found.put(String.valueOf(object.get("kind")), object);
    }
    return found;
  }

  private static Map<String, Object> configuration(String manifests) {
    return cast(new Load(LoadSettings.builder().build()).loadFromString(written(manifests)));
  }

  private static String written(String manifests) {
    return (String) map(parse(manifests).get("ConfigMap"), "data").get("doorward.yml");
  }

  private static Map<String, Object> pod() {
    return map(map(map(objects.get("Deployment"), "spec"), "template"), "spec");
  }

  private static Map<String, Object> container() {
    return list(pod(), "containers").getFirst();
  }

  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return cast(parent.get(key));
  }

  @SuppressWarnings("unchecked") // YAML has no types; a wrong guess fails the test, as it should.
  private static List<Map<String, Object>> list(Map<String, Object> parent, String key) {
    return (List<Map<String, Object>>) parent.get(key);
  }

  @SuppressWarnings("unchecked") // As above.
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }
}

package dev.doorward;

import dev.doorward.access.AccessSettings;
import dev.doorward.audit.AuditSettings;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.limit.LimitSettings;
import dev.doorward.ops.logging.LogSettings;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.tools.commands.CommandProfile;
import dev.doorward.tools.skills.SkillsSettings;
import dev.doorward.tools.workspace.WorkspaceSettings;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.ClientCertificateProfile;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.IssuerSettings;
import io.micronaut.core.annotation.Introspected;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything an operator can set; the path of a component, in kebab case, is the name of its key.
///
/// @param data the folder for the keys and the audit files
/// @param issuers further external issuers by their profiles' names
/// @param apiKeys API keys by their names
/// @param clientCertificates clients known by their certificates, by their profiles' names
/// @param commands declared commands by their tools' names
@Introspected
public record Settings(
    Path data,
    LogSettings log,
    ToolsetSettings toolsets,
    HttpSettings http,
    IssuerSettings issuer,
    Map<String, IssuerProfile> issuers,
    ApiKeySettings apiKey,
    Map<String, ApiKeyProfile> apiKeys,
    Map<String, ClientCertificateProfile> clientCertificates,
    LimitSettings limit,
    GatewaySettings gateway,
    LegacySettings legacy,
    AuditSettings audit,
    AccessSettings access,
    SkillsSettings skills,
    WorkspaceSettings workspace,
    Map<String, CommandProfile> commands) {

  public Settings {
    issuers = Collections.unmodifiableMap(new LinkedHashMap<>(issuers));
    apiKeys = Collections.unmodifiableMap(new LinkedHashMap<>(apiKeys));
    clientCertificates = Collections.unmodifiableMap(new LinkedHashMap<>(clientCertificates));
    commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
  }

  /// The external issuers by the names that messages and metrics call them; none means that the
  /// local issuer's tokens are accepted.
  public Map<String, IssuerProfile> trustedIssuers() {
    Map<String, IssuerProfile> all = new LinkedHashMap<>();
    issuer.profile().ifPresent(profile -> all.put("issuer", profile));
    all.putAll(issuers);
    return all;
  }

  /// The flags by which a start rule was set aside; no key and no variable does that.
  public List<String> dangers() {
    return audit.given().stream().filter(name -> name.startsWith("--")).toList();
  }

  /// The same with start rules set aside by these flags, which the audit line of the start tells.
  public Settings accepting(List<String> flags) {
    return flags.isEmpty() ? this : with(audit.alsoGiven(flags));
  }

  private Settings with(AuditSettings other) {
    return new Settings(
        data,
        log,
        toolsets,
        http,
        issuer,
        issuers,
        apiKey,
        apiKeys,
        clientCertificates,
        limit,
        gateway,
        legacy,
        other,
        access,
        skills,
        workspace,
        commands);
  }

  /// Whether tokens are those of the local issuer. It is for this machine only: where others come
  /// near and machines are known in other ways, these are all there is.
  public boolean usesLocalIssuer() {
    return !issuer.external() && issuers.isEmpty() && (http.loopback() || !knowsMachines());
  }

  /// Whether there is an API key or a client known by its certificate.
  public boolean knowsMachines() {
    return apiKey.secret().isPresent() || !apiKeys.isEmpty() || !clientCertificates.isEmpty();
  }

  /// What holds in a given data folder when nothing else is configured.
  public static Settings defaults(Path data) {
    return new Settings(
        data,
        LogSettings.DEFAULTS,
        ToolsetSettings.DEFAULTS,
        HttpSettings.DEFAULTS,
        IssuerSettings.DEFAULTS,
        Map.of(),
        ApiKeySettings.DEFAULTS,
        Map.of(),
        Map.of(),
        LimitSettings.DEFAULTS,
        GatewaySettings.DEFAULTS,
        LegacySettings.DEFAULTS,
        AuditSettings.DEFAULTS,
        AccessSettings.DEFAULTS,
        SkillsSettings.DEFAULTS,
        WorkspaceSettings.DEFAULTS,
        Map.of());
  }

  /// The same settings with what can change while the HTTP door is open taken from others: the
  /// level of the log, issuers, API keys, clients' certificates, limits, the gateway's bounds and
  /// access. Where nobody is asked for a certificate, clients known by one wait for the restart
  /// that changes that.
  ///
  /// @param local whether the door was opened for the local issuer, which it then keeps
  public Settings reloaded(Settings next, boolean local) {
    return new Settings(
        data,
        next.log,
        toolsets,
        http,
        local ? issuer : next.issuer,
        local ? issuers : next.issuers,
        next.apiKey,
        next.apiKeys,
        http.tls().clientCa().isPresent() ? next.clientCertificates : clientCertificates,
        next.limit,
        next.gateway,
        legacy,
        audit,
        next.access,
        skills,
        workspace,
        commands);
  }

  /// The same settings with the ports that were really chosen.
  public Settings withPorts(int port, int managementPort) {
    return new Settings(
        data,
        log,
        toolsets,
        http.withPorts(port, managementPort),
        issuer,
        issuers,
        apiKey,
        apiKeys,
        clientCertificates,
        limit,
        gateway,
        legacy,
        audit,
        access,
        skills,
        workspace,
        commands);
  }
}

package dev.doorward;

import dev.doorward.access.AccessSettings;
import dev.doorward.audit.AuditSettings;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.limit.LimitSettings;
import dev.doorward.ops.logging.LogSettings;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.tools.skills.SkillsSettings;
import dev.doorward.tools.workspace.WorkspaceSettings;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.IssuerSettings;
import io.micronaut.core.annotation.Introspected;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Everything an operator can set; the path of a component, in kebab case, is the name of its key.
///
/// @param data the folder for the keys and the audit files
/// @param issuers further external issuers by their profiles' names
@Introspected
public record Settings(
    Path data,
    LogSettings log,
    ToolsetSettings toolsets,
    HttpSettings http,
    IssuerSettings issuer,
    Map<String, IssuerProfile> issuers,
    LimitSettings limit,
    GatewaySettings gateway,
    LegacySettings legacy,
    AuditSettings audit,
    AccessSettings access,
    SkillsSettings skills,
    WorkspaceSettings workspace) {

  public Settings {
    issuers = Collections.unmodifiableMap(new LinkedHashMap<>(issuers));
  }

  /// The external issuers by the names that messages and metrics call them; none means that the
  /// local issuer's tokens are accepted.
  public Map<String, IssuerProfile> trustedIssuers() {
    Map<String, IssuerProfile> all = new LinkedHashMap<>();
    issuer.profile().ifPresent(profile -> all.put("issuer", profile));
    all.putAll(issuers);
    return all;
  }

  /// Whether tokens are those of the local issuer.
  public boolean usesLocalIssuer() {
    return !issuer.external() && issuers.isEmpty();
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
        LimitSettings.DEFAULTS,
        GatewaySettings.DEFAULTS,
        LegacySettings.DEFAULTS,
        AuditSettings.DEFAULTS,
        AccessSettings.DEFAULTS,
        SkillsSettings.DEFAULTS,
        WorkspaceSettings.DEFAULTS);
  }

  /// The same settings with what can change while the HTTP door is open taken from others: the
  /// level of the log, issuers, limits, the gateway's bounds and access.
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
        next.limit,
        next.gateway,
        legacy,
        audit,
        next.access,
        skills,
        workspace);
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
        limit,
        gateway,
        legacy,
        audit,
        access,
        skills,
        workspace);
  }
}

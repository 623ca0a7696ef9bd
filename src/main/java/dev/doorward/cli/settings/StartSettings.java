package dev.doorward.cli.settings;

import dev.doorward.Settings;
import dev.doorward.ToolsetSettings;
import dev.doorward.access.AccessPolicy;
import dev.doorward.access.AccessSettings;
import dev.doorward.audit.AuditSettings;
import dev.doorward.caller.Role;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.ops.logging.LogSettings;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.service.InputLimits;
import dev.doorward.tools.skills.SkillsSettings;
import dev.doorward.tools.workspace.WorkspaceSettings;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.tls.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Turns what the operator wrote into [Settings], or refuses it with one line.
public final class StartSettings {
  private final Map<String, String> environment;
  private final Path userHome;
  private final Optional<Path> installation;
  private final References references;

  /// `installation` is the folder with `examples`, where there is one; a reference to a secret is
  /// refused.
  public StartSettings(
      Map<String, String> environment, Path userHome, Optional<Path> installation) {
    this(environment, userHome, installation, References.NONE);
  }

  /// The same with secrets from where `references` has them, each time settings are read.
  public StartSettings(
      Map<String, String> environment,
      Path userHome,
      Optional<Path> installation,
      References references) {
    this.references = references;
    this.environment = environment;
    this.userHome = userHome;
    this.installation = installation;
  }

  /// Reads the file, the environment and the flags; throws [SettingsRefused] or [PathRefused].
  public Settings read(Optional<String> config, Map<Key<?>, List<String>> flags) {
    Values values = new SettingsReader(Keys.ALL, environment, references).read(config, flags);
    new Bounds(Settings.class).check(Keys.ALL, values);
    AccessSettings access = access(values);
    ApiKeySettings apiKey = ApiKeySection.single(values, access);
    return new Settings(
        values.get(Keys.DATA).orElseGet(this::dataFolder),
        new LogSettings(values.get(Keys.LOG_LEVEL)),
        new ToolsetSettings(values.get(Keys.TOOLSETS_ENABLE), values.get(Keys.TOOLSETS_DISABLE)),
        http(values),
        IssuerSection.issuer(values),
        IssuerSection.profiles(values),
        apiKey,
        ApiKeySection.profiles(values, apiKey, access),
        ClientCertificateSection.profiles(values, access),
        Limits.limit(values, access.roles().keySet()),
        gateway(values),
        new LegacySettings(
            values.get(Keys.LEGACY_SESSIONS),
            values.get(Keys.LEGACY_SESSIONS_PER_CALLER),
            values.get(Keys.LEGACY_IDLE),
            values.get(Keys.LEGACY_ANSWER_WITHIN),
            values.get(Keys.LEGACY_REPLAY_BYTES),
            values.get(Keys.LEGACY_CALLS_PER_SESSION)),
        audit(values),
        access,
        new SkillsSettings(skills(values), values.get(Keys.SKILLS_TOTAL_BYTES)),
        new WorkspaceSettings(workspace(values), values.get(Keys.WORKSPACE_HIDDEN_FILES)),
        CommandSection.profiles(values));
  }

  /// Which keys are set, in the order of the reference, and where: a file's name, a variable or a
  /// flag.
  public Map<String, String> sources(Optional<String> config, Map<Key<?>, List<String>> flags) {
    Values values =
        new SettingsReader(Keys.ALL, environment, References.UNREAD).read(config, flags);
    Map<String, String> sources = new LinkedHashMap<>();
    for (Key<?> key : Keys.ALL) {
      if (values.has(key)) {
        sources.put(key.name(), values.where(key));
      }
    }
    return sources;
  }

  private Path dataFolder() {
    String shared = environment.getOrDefault("XDG_DATA_HOME", "");
    // The XDG specification says to ignore a relative path.
    Path base =
        shared.startsWith("/") ? Path.of(shared) : userHome.resolve(Path.of(".local", "share"));
    return base.resolve("doorward").toAbsolutePath().normalize();
  }

  private static HttpSettings http(Values values) {
    return new HttpSettings(
        values.get(HttpKeys.HTTP_HOST),
        values.get(HttpKeys.HTTP_PORT),
        values.get(HttpKeys.HTTP_MANAGEMENT_HOST),
        values.get(HttpKeys.HTTP_MANAGEMENT_PORT),
        values.get(HttpKeys.HTTP_PUBLIC_URL),
        values.get(HttpKeys.HTTP_ALLOWED_HOSTS),
        values.get(HttpKeys.HTTP_ALLOWED_ORIGINS),
        values.get(HttpKeys.HTTP_BODY_BYTES),
        values.get(HttpKeys.HTTP_TRUSTED_PROXIES),
        ConnectionKeys.read(values),
        tls(values),
        Pkcs11Keys.read(values));
  }

  private static TlsSettings tls(Values values) {
    if (values.get(Pkcs11Keys.TLS_KEY).isPresent()) {
      requireTogether(values, Pkcs11Keys.TLS_KEY, TlsKeys.CERTIFICATE);
    } else {
      requireTogether(values, TlsKeys.CERTIFICATE, TlsKeys.KEY);
    }
    requireTogether(values, TlsKeys.KEY, TlsKeys.CERTIFICATE);
    requireTogether(values, TlsKeys.CLIENT_CA, TlsKeys.CERTIFICATE);
    return TlsKeys.read(values);
  }

  private static void requireTogether(
      Values values, Key<? extends Optional<?>> present, Key<? extends Optional<?>> needed) {
    if (values.get(present).isPresent() && values.get(needed).isEmpty()) {
      throw new SettingsRefused(
          needed.name(),
          "",
          "it is missing while " + present.name() + " is set",
          "set both or none");
    }
  }

  private static GatewaySettings gateway(Values values) {
    InputLimits input =
        new InputLimits(
            values.get(Keys.INPUT_DEPTH),
            values.get(Keys.INPUT_PROPERTIES),
            values.get(Keys.INPUT_TEXT_CHARACTERS));
    Map<String, InputLimits> overrides = new LinkedHashMap<>();
    values
        .get(Keys.INPUT_OVERRIDES)
        .forEach((tool, limits) -> overrides.put(tool, override(tool, limits, input, values)));
    return new GatewaySettings(
        values.get(Keys.GATEWAY_DEADLINE),
        values.get(Keys.GATEWAY_OUTPUT_BYTES),
        values.get(Keys.GATEWAY_CALLS_AT_ONCE),
        Limits.callsAtOnce(values),
        values.get(Keys.GATEWAY_PAGE_SIZE),
        input,
        overrides);
  }

  private static InputLimits override(
      String tool, Map<String, Integer> limits, InputLimits usual, Values values) {
    List<String> known = List.of("depth", "properties", "text-characters");
    String key = Keys.INPUT_OVERRIDES.name() + "." + Kinds.plain(tool);
    for (String name : limits.keySet()) {
      if (!known.contains(name)) {
        throw new SettingsRefused(
            key,
            values.where(Keys.INPUT_OVERRIDES),
            Kinds.quoted(name) + " is no limit",
            "did you mean " + Nearest.to(name, known) + "?");
      }
    }
    try {
      return new InputLimits(
          limits.getOrDefault("depth", usual.depth()),
          limits.getOrDefault("properties", usual.properties()),
          limits.getOrDefault("text-characters", usual.textCharacters()));
    } catch (IllegalArgumentException _) {
      InputLimits caps = InputLimits.HARD_CAPS;
      throw new SettingsRefused(
          key,
          values.where(Keys.INPUT_OVERRIDES),
          "a limit is out of range",
          "write depth from 1 to %d, properties from 1 to %d, text-characters from 1 to %d"
              .formatted(caps.depth(), caps.properties(), caps.textCharacters()));
    }
  }

  private static AuditSettings audit(Values values) {
    List<String> given = new ArrayList<>();
    values.keys().forEach(key -> given.add(key.name()));
    Collections.sort(given);
    return new AuditSettings(
        values.get(AuditKeys.TARGET),
        values.get(AuditKeys.FILE_BYTES),
        values.get(AuditKeys.KEEP),
        values.get(AuditKeys.KEY_FILE),
        given,
        values.get(AuditKeys.SUBJECT));
  }

  private static AccessSettings access(Values values) {
    Map<Role, List<String>> roles = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : values.get(Keys.ACCESS_ROLES).entrySet()) {
      try {
        Role role = new Role(entry.getKey());
        roles.put(role, entry.getValue());
        for (String pattern : entry.getValue()) {
          requireReach(role, pattern, values);
        }
      } catch (IllegalArgumentException _) {
        throw new SettingsRefused(
            Keys.ACCESS_ROLES.name() + "." + Kinds.plain(entry.getKey()),
            values.where(Keys.ACCESS_ROLES),
            "the role's name or one of its patterns is malformed",
            "write names like auditor and patterns like tools:call:read_*");
      }
    }
    AccessSettings access =
        AccessSettings.with(
            values.get(Keys.ACCESS_PRESET),
            values.get(Keys.ACCESS_SCOPES),
            roles,
            values.get(Keys.ACCESS_STDIO_ROLE));
    if (!access.roles().containsKey(access.stdioRole())) {
      throw new SettingsRefused(
          Keys.ACCESS_STDIO_ROLE.name(),
          values.where(Keys.ACCESS_STDIO_ROLE),
          Kinds.quoted(access.stdioRole().name()) + " is no role",
          "did you mean "
              + Nearest.to(
                  access.stdioRole().name(),
                  access.roles().keySet().stream().map(Role::name).toList())
              + "?");
    }
    return access;
  }

  private static void requireReach(Role role, String pattern, Values values) {
    if (!AccessPolicy.reachesAnything(pattern)) {
      throw new SettingsRefused(
          Keys.ACCESS_ROLES.name() + "." + role.name(),
          values.where(Keys.ACCESS_ROLES),
          Kinds.quoted(pattern) + " is of no kind of permission",
          "begin with tools:list, tools:call:, resources:list, resources:read:, prompts:list,"
              + " prompts:get:, skills:list, skills:read:, completion, logging or subscriptions");
    }
  }

  private List<Path> skills(Values values) {
    if (!values.has(Keys.SKILLS_ROOTS)) {
      return example("skills").map(List::of).orElseGet(List::of);
    }
    List<Path> roots = values.get(Keys.SKILLS_ROOTS);
    roots.forEach(root -> requireDirectory(Keys.SKILLS_ROOTS, root, values));
    return roots;
  }

  private Optional<Path> workspace(Values values) {
    if (!values.has(Keys.WORKSPACE_PATH)) {
      return example("workspace");
    }
    Optional<Path> path = values.get(Keys.WORKSPACE_PATH);
    path.ifPresent(directory -> requireDirectory(Keys.WORKSPACE_PATH, directory, values));
    return path;
  }

  private Optional<Path> example(String name) {
    return installation
        .map(folder -> folder.resolve("examples").resolve(name))
        .filter(Files::isDirectory);
  }

  private static void requireDirectory(Key<?> key, Path path, Values values) {
    String problem =
        !Files.exists(path)
            ? " does not exist"
            : !Files.isDirectory(path)
                ? " is not a directory"
                : !Files.isReadable(path) || !Files.isExecutable(path) ? " cannot be read" : "";
    if (!problem.isEmpty()) {
      throw new PathRefused(
          key.name(),
          values.where(key),
          Kinds.quoted(path.toString()) + problem,
          "name a directory that this user can read");
    }
  }
}

package dev.doorward.cli.settings;

import dev.doorward.ToolsetSettings;
import dev.doorward.access.AccessSettings;
import dev.doorward.caller.Role;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.ops.logging.LogSettings;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.tools.skills.SkillsSettings;
import dev.doorward.tools.workspace.WorkspaceSettings;
import dev.doorward.tools.workspace.WorkspaceSettings.HiddenFiles;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The one table of all keys: the reference, the flags, the variables and the reader are made from
/// it.
public final class Keys {
  private static final GatewaySettings GATEWAY = GatewaySettings.DEFAULTS;
  private static final LegacySettings LEGACY = LegacySettings.DEFAULTS;

  static final Key<Optional<Path>> DATA =
      Key.of(
              "data",
              Kinds.optional(Kinds.path()),
              Optional.<Path>empty(),
              "Folder for signing key and audit file; made when absent, for this user only.")
          .shownAs("$XDG_DATA_HOME/doorward, else ~/.local/share/doorward")
          .flag("--data");

  static final Key<LogSettings.Level> LOG_LEVEL =
      Key.of(
              "log.level",
              Kinds.choice(LogSettings.Level.class),
              LogSettings.DEFAULTS.level(),
              "The least severe level that is logged; debug adds a line for each request.")
          .flag("--log-level")
          .alias("LOG_LEVEL");

  static final Key<List<String>> TOOLSETS_ENABLE =
      Key.of(
              "toolsets.enable",
              Kind.list(Shapes.toolset(), ","),
              List.<String>of(),
              "Families of tools to offer beside " + String.join(", ", ToolsetSettings.USUAL) + ".")
          .flag("--enable");

  static final Key<List<String>> TOOLSETS_DISABLE =
      Key.of(
              "toolsets.disable",
              Kind.list(Shapes.toolset(), ","),
              List.<String>of(),
              "Families of tools not to offer; wins over enable.")
          .flag("--disable");

  static final Key<Duration> GATEWAY_DEADLINE =
      Key.of(
          "gateway.deadline",
          Kinds.duration(),
          GATEWAY.deadline(),
          "How long one run of a tool, read or prompt may take.");

  static final Key<Integer> GATEWAY_OUTPUT_BYTES =
      Key.of(
          "gateway.output-bytes",
          Kinds.integer(),
          GATEWAY.outputBytes(),
          "How large one result may be.");

  static final Key<Integer> GATEWAY_CALLS_AT_ONCE =
      Key.of(
          "gateway.calls-at-once",
          Kinds.integer(),
          GATEWAY.callsAtOnce(),
          "Calls of one caller at the same time.");

  static final Key<Map<String, Integer>> GATEWAY_TOOL_CALLS_AT_ONCE =
      Key.of(
          "gateway.tool-calls-at-once",
          Shapes.numbers("tool"),
          GATEWAY.toolCallsAtOnce(),
          "Calls of one caller to a tool at the same time, from 1 to 10000 each, within"
              + " gateway.calls-at-once.");

  static final Key<Integer> GATEWAY_PAGE_SIZE =
      Key.of(
          "gateway.page-size", Kinds.integer(), GATEWAY.pageSize(), "Entries per page of a list.");

  static final Key<Integer> INPUT_DEPTH =
      Key.of(
          "gateway.input.depth",
          Kinds.integer(),
          GATEWAY.input().depth(),
          "Levels of nesting in arguments.");

  static final Key<Integer> INPUT_PROPERTIES =
      Key.of(
          "gateway.input.properties",
          Kinds.integer(),
          GATEWAY.input().properties(),
          "Properties per object in arguments.");

  static final Key<Integer> INPUT_TEXT_CHARACTERS =
      Key.of(
          "gateway.input.text-characters",
          Kinds.integer(),
          GATEWAY.input().textCharacters(),
          "Characters per string in arguments.");

  static final Key<Map<String, Map<String, Integer>>> INPUT_OVERRIDES =
      Key.of(
          "gateway.input-overrides",
          Shapes.inputOverrides(),
          Map.<String, Map<String, Integer>>of(),
          "Limits of arguments by tool name: depth, properties, text-characters, each within its"
              + " key's bounds.");

  static final Key<Integer> LEGACY_SESSIONS =
      Key.of(
          "legacy.sessions",
          Kinds.integer(),
          LEGACY.sessions(),
          "Sessions of all callers together.");

  static final Key<Integer> LEGACY_SESSIONS_PER_CALLER =
      Key.of(
          "legacy.sessions-per-caller",
          Kinds.integer(),
          LEGACY.sessionsPerCaller(),
          "Sessions of one caller; one more ends its longest idle one.");

  static final Key<Duration> LEGACY_IDLE =
      Key.of(
          "legacy.idle",
          Kinds.duration(),
          LEGACY.idle(),
          "How long a session without a request, a running call or an open stream is kept.");

  static final Key<Duration> LEGACY_ANSWER_WITHIN =
      Key.of(
          "legacy.answer-within",
          Kinds.duration(),
          LEGACY.answerWithin(),
          "How long a client may take to answer a question.");

  static final Key<Integer> LEGACY_REPLAY_BYTES =
      Key.of(
          "legacy.replay-bytes",
          Kinds.integer(),
          LEGACY.replayBytes(),
          "What one session keeps of its streams for clients that come back.");

  static final Key<Integer> LEGACY_CALLS_PER_SESSION =
      Key.of(
          "legacy.calls-per-session",
          Kinds.integer(),
          LEGACY.callsPerSession(),
          "Calls of one session at the same time.");

  static final Key<AccessSettings.Preset> ACCESS_PRESET =
      Key.of(
          "access.preset",
          Kinds.choice(AccessSettings.Preset.class),
          AccessSettings.DEFAULTS.preset(),
          "Whether roles and scopes decide, or every authenticated caller may do everything:"
              + " permissive is for development and refuses any address but loopback.");

  static final Key<AccessSettings.ScopeUse> ACCESS_SCOPES =
      Key.of(
          "access.scopes",
          Kinds.choice(AccessSettings.ScopeUse.class),
          AccessSettings.DEFAULTS.scopes(),
          "Whether tokens need the scopes of an operation; ignored lets roles alone decide.");

  static final Key<Map<String, List<String>>> ACCESS_ROLES =
      Key.of(
              "access.roles",
              Shapes.roles(),
              Map.<String, List<String>>of(),
              "Roles with their permission patterns, replacing or extending the shipped ones.")
          .shownAs("admin, developer, service, user, viewer");

  static final Key<Role> ACCESS_STDIO_ROLE =
      Key.of(
          "access.stdio-role",
          Shapes.role(),
          AccessSettings.DEFAULTS.stdioRole(),
          "Role of the caller at the stdio door.");

  static final Key<List<Path>> SKILLS_ROOTS =
      Key.of(
              "skills.roots",
              Kind.list(Kinds.path(), File.pathSeparator),
              List.<Path>of(),
              "Directories that are searched, at any depth, for skills: directories with a"
                  + " SKILL.md.")
          .shownAs("examples/skills of the installation")
          .flag("--skills")
          .alias("SKILLS_PATH");

  static final Key<Integer> SKILLS_TOTAL_BYTES =
      Key.of(
          "skills.total-bytes",
          Kinds.integer(),
          (int) SkillsSettings.DEFAULT_TOTAL_BYTES,
          "How many bytes of skill files are held in memory.");

  static final Key<Optional<Path>> WORKSPACE_PATH =
      Key.of(
              "workspace.path",
              Kinds.optional(Kinds.path()),
              Optional.<Path>empty(),
              "Directory to show, read-only.")
          .shownAs("examples/workspace of the installation")
          .flag("--workspace")
          .alias("WORKSPACE_PATH");

  static final Key<HiddenFiles> WORKSPACE_HIDDEN_FILES =
      Key.of(
          "workspace.hidden-files",
          Kinds.choice(HiddenFiles.class),
          WorkspaceSettings.DEFAULTS.hiddenFiles(),
          "What becomes of files whose name begins with a dot.");

  /// Every key, in the order of the reference.
  public static final List<Key<?>> ALL =
      Stream.of(
              List.of(DATA, LOG_LEVEL, TOOLSETS_ENABLE, TOOLSETS_DISABLE),
              HttpKeys.ALL,
              LimitKeys.ALL,
              List.of(
                  GATEWAY_DEADLINE,
                  GATEWAY_OUTPUT_BYTES,
                  GATEWAY_CALLS_AT_ONCE,
                  GATEWAY_TOOL_CALLS_AT_ONCE,
                  GATEWAY_PAGE_SIZE,
                  INPUT_DEPTH,
                  INPUT_PROPERTIES,
                  INPUT_TEXT_CHARACTERS,
                  INPUT_OVERRIDES,
                  LEGACY_SESSIONS,
                  LEGACY_SESSIONS_PER_CALLER,
                  LEGACY_IDLE,
                  LEGACY_ANSWER_WITHIN,
                  LEGACY_REPLAY_BYTES,
                  LEGACY_CALLS_PER_SESSION),
              AuditKeys.ALL,
              List.of(
                  ACCESS_PRESET,
                  ACCESS_SCOPES,
                  ACCESS_ROLES,
                  ACCESS_STDIO_ROLE,
                  SKILLS_ROOTS,
                  SKILLS_TOTAL_BYTES,
                  WORKSPACE_PATH,
                  WORKSPACE_HIDDEN_FILES),
              CommandSection.ALL)
          .<Key<?>>flatMap(List::stream)
          .toList();

  private Keys() {}
}

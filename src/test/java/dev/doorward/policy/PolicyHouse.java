package dev.doorward.policy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Scope;
import dev.doorward.gateway.Gateway;
import dev.doorward.protocol.McpEngine;
import dev.doorward.protocol.ProtocolRig;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.legacy.LegacySettings;
import dev.doorward.protocol.legacy.SessionEra;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.modern.StateSeal;
import dev.doorward.protocol.wire.CallNumbers;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Results;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Changes;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.Toolset;
import dev.doorward.tools.diagnostics.DiagnosticsFamily;
import dev.doorward.tools.diagnostics.ServerFacts;
import dev.doorward.tools.skills.SkillsFamily;
import dev.doorward.tools.skills.SkillsSettings;
import dev.doorward.tools.workspace.WorkspaceFamily;
import dev.doorward.tools.workspace.WorkspaceSettings;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// The real engine with both eras over the real families, something public and something not in
/// each, and tools that write.
public final class PolicyHouse {
  private PolicyHouse() {}

  /// The engine, with files of its own in a folder.
  public static McpEngine engine(Path folder) throws IOException {
    Changes changes = new Changes();
    InstantSource clock = InstantSource.system();
    Gateway gateway = ProtocolRig.gateway(toolsets(folder, changes), changes);
    ServerIdentity identity = new ServerIdentity("doorward", "Doorward", "1", "", "build");
    return new McpEngine(
        new MessageReader(1 << 20),
        new ModernEra(
            gateway, changes, identity, new StateSeal(() -> List.of(new byte[32]), clock)),
        new SessionEra(
            gateway,
            identity,
            changes,
            new Results(),
            CallNumbers::next,
            LegacySettings.DEFAULTS,
            clock,
            new SecureRandom()));
  }

  private static List<Toolset> toolsets(Path folder, Changes changes) throws IOException {
    Path workspace = folder.resolve("workspace");
    write(workspace.resolve("public/notes.md"), "for everybody\n");
    write(workspace.resolve("private/notes.md"), "for some\n");
    Path skills = folder.resolve("skills");
    skill(skills.resolve("public/greet"), "greet");
    skill(skills.resolve("acme/refunds"), "refunds");
    return List.of(
        DiagnosticsFamily.toolset(
            new ServerFacts("1", "build", Instant.EPOCH, List.of()),
            InstantSource.system(),
            ThreadLocalRandom::current),
        new SkillsFamily(
                new SkillsSettings(List.of(skills), SkillsSettings.DEFAULT_TOTAL_BYTES), changes)
            .toolset(),
        WorkspaceFamily.open(workspace, WorkspaceSettings.DEFAULTS.hiddenFiles()).toolset(),
        Toolset.ofTools(
            "writers", List.of(writer("write_file"), writer("memory_put"), writer("run_command"))));
  }

  private static void skill(Path directory, String name) throws IOException {
    write(
        directory.resolve("SKILL.md"),
        "---\nname: " + name + "\ndescription: Here for tests.\n---\n\nNothing.\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Tool writer(String name) {
    return new Writer(
        McpSchema.Tool.builder(name, Map.of("type", "object")).description("Writes.").build());
  }

  private record Writer(McpSchema.Tool definition) implements Tool {
    @Override
    public Effect effect() {
      return Effect.WRITES;
    }

    @Override
    public Set<Scope> scopes() {
      return Set.of(Scope.TOOLS_CALL, Scope.TOOLS_WRITE);
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public CallToolResult call(Arguments arguments, Call call) {
      Caller caller = call.caller();
      return CallToolResult.builder(List.of(TextContent.builder(caller.clientId()).build()))
          .build();
    }
  }
}

package dev.doorward.tools.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Scope;
import dev.doorward.inspection.Shapes;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.tools.OutputCheck;
import dev.doorward.tools.QuietCall;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tool as its callers meet it.
class SecurityScanTest {
  private final String token = new Shapes(3).of("ghp_<A36>");

  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException {
    write("public/a.txt", "T=" + token + "\n");
    write("private/b.txt", "T=" + token + "\n");
    write("public/image.bin", "\0\0");
  }

  @Test
  void readsOnlyAndSaysWhatItNeeds() throws Exception {
    Tool tool = tool();

    assertThat(tool.effect()).isEqualTo(Effect.READS);
    assertThat(tool.permission()).isEqualTo("tools:call:security_scan");
    assertThat(tool.scopes()).containsExactlyInAnyOrder(Scope.TOOLS_CALL, Scope.RESOURCES_READ);
    assertThat(tool.blocking()).isTrue();
    assertThat(tool.definition().annotations().readOnlyHint()).isTrue();
    assertThat(tool.definition().annotations().openWorldHint()).isFalse();
  }

  @Test
  void answersAsItsSchemaSaysWithoutTheSecret() throws Exception {
    CallToolResult result = call(json(), QuietCall.ALLOWED);

    JsonNode answer = OutputCheck.checked(tool(), result);
    assertThat(answer.path("grade").stringValue()).isEqualTo("F");
    assertThat(answer.path("complete").booleanValue()).isTrue();
    assertThat(answer.path("findings"))
        .extracting(each -> each.path("path").stringValue())
        .containsExactly("private/b.txt", "public/a.txt");
    assertThat(answer.at("/findings/0/line").intValue()).isEqualTo(1);
    assertThat(answer.path("skipped"))
        .extracting(each -> each.path("path").stringValue())
        .containsExactly("public/image.bin");
    assertThat(result.toString()).doesNotContain(token);
  }

  @Test
  void seesOnlyWhatTheCallerMayRead() throws Exception {
    QuietCall some = new QuietCall(permission -> !permission.contains("private"));

    CallToolResult result = call(json(), some);

    assertThat(result.toString()).contains("public/a.txt").doesNotContain("private");
    for (String path : new String[] {"private", "private/b.txt", "absent"}) {
      assertThatThrownBy(() -> call(json().put("path", path), some))
          .isInstanceOfSatisfying(
              ToolFailure.class,
              failure ->
                  assertThat(failure.externalText())
                      .isEqualTo(
                          "There is nothing at this path in the workspace. Use list_directory to"
                              + " see what there is."));
    }
  }

  @Test
  void staysInTheWorkspace() throws Exception {
    Path outside = Files.createTempDirectory("outside");
    Files.writeString(outside.resolve("c.txt"), "T=" + token + "\n");
    Files.createSymbolicLink(folder.resolve("way-out"), outside);

    assertThat(call(json(), QuietCall.ALLOWED).toString()).doesNotContain("c.txt");
    for (String path :
        new String[] {"..", "../x", "/etc", "way-out/c.txt", "public/../..", "a\0b"}) {
      assertThatThrownBy(() -> call(json().put("path", path), QuietCall.ALLOWED))
          .as(path)
          .isInstanceOf(ToolFailure.class);
    }
    JsonNode link =
        OutputCheck.checked(tool(), call(json().put("path", "way-out"), QuietCall.ALLOWED));
    assertThat(link.path("files").intValue()).isZero();
  }

  @Test
  void tellsAsMuchAsItIsAskedForInTheFormAskedFor() throws Exception {
    JsonNode one =
        OutputCheck.checked(tool(), call(json().put("max_findings", 1), QuietCall.ALLOWED));
    assertThat(one.path("findings")).hasSize(1);
    assertThat(one.path("findings_left_out").intValue()).isEqualTo(1);
    assertThat(one.at("/counts/critical").intValue()).isEqualTo(2);

    assertThat(text(json().put("path", "public/a.txt").put("format", "sarif")))
        .contains("\"version\" : \"2.1.0\"");
    assertThat(text(json().put("format", "html"))).startsWith("<!doctype html>");
    assertThat(text(json().put("path", "public"))).contains("public/a.txt:1:3", "Grade F");
  }

  @Test
  void endsWithinItsTimeAndSaysThatItDid() throws Exception {
    AtomicLong clock = new AtomicLong();
    Tool tool =
        new SecurityScan(
            Sandbox.open(folder),
            (_, _, _) -> true,
            "1",
            new ScanLimits(100, 1 << 20, 100, Duration.ofSeconds(1)),
            () -> clock.addAndGet(600_000_000));

    JsonNode answer =
        OutputCheck.checked(tool, tool.call(new Arguments(json()), QuietCall.ALLOWED));

    assertThat(answer.path("complete").booleanValue()).isFalse();
    assertThat(answer.path("stopped").stringValue()).contains("longer than 1 s");
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    List<String> heard = new ArrayList<>();
    Call listening =
        (Call)
            Proxy.newProxyInstance(
                Call.class.getClassLoader(),
                new Class<?>[] {Call.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("progress")) {
                    heard.add((String) arguments[2]);
                    return null;
                  }
                  return method.invoke(QuietCall.ALLOWED, arguments);
                });
    AtomicLong clock = new AtomicLong();

    new SecurityScan(
            Sandbox.open(folder),
            (_, _, _) -> true,
            "1",
            ScanLimits.TOOL,
            () -> clock.addAndGet(200_000_000))
        .call(new Arguments(json()), listening);

    assertThat(heard).isNotEmpty().allMatch(message -> message.matches("\\d+ files, .* scanned"));
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> call(json(), QuietCall.ALLOWED))
        .isInstanceOf(InterruptedException.class);
  }

  private String text(ObjectNode arguments) throws Exception {
    return ((TextContent) call(arguments, QuietCall.ALLOWED).content().getFirst()).text();
  }

  private CallToolResult call(ObjectNode arguments, Call call) throws Exception {
    return tool().call(new Arguments(arguments), call);
  }

  private Tool tool() throws IOException {
    return ScanFamily.toolset(
            Sandbox.open(folder),
            (path, _, mayRead) -> mayRead.test("resources:read:file:///" + path),
            "1")
        .tools()
        .getFirst();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static ObjectNode json() {
    return JsonMapper.shared().createObjectNode();
  }
}

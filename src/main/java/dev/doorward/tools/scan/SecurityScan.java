package dev.doorward.tools.scan;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.flag;
import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;

import dev.doorward.caller.Scope;
import dev.doorward.inspection.Inspection;
import dev.doorward.inspection.Severity;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.ObjectSchema;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.tools.scan.advisories.Advisories;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// The tool `security_scan`: what the content rules find in the workspace, as far as the caller may
/// read it.
record SecurityScan(
    Sandbox workspace, WorkspaceSight sight, String version, ScanLimits limits, LongSupplier nanos)
    implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL, Scope.RESOURCES_READ);
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final int USUAL_FINDINGS = 100;
  private static final int MOST_FINDINGS = 500;
  private static final List<String> FORMATS = List.of("text", "sarif", "html");

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "security_scan",
              object()
                  .optional(
                      "path",
                      withDefault(
                          text(
                              "The directory or file to scan, relative to the workspace.",
                              0,
                              2_048),
                          "."))
                  .optional(
                      "min_severity",
                      withDefault(
                          choice("The lightest findings to tell.", Severity.words()), "info"))
                  .optional(
                      "max_findings",
                      withDefault(
                          wholeNumber("The most findings to tell.", 1, MOST_FINDINGS),
                          USUAL_FINDINGS))
                  .optional(
                      "include_ignored",
                      withDefault(flag("Whether to look into what ignore files leave out."), false))
                  .optional(
                      "format",
                      withDefault(
                          choice("How the text of the answer is written.", FORMATS), "text"))
                  .build())
          .title("Security scan")
          .description(
              "Scans files of the workspace for secrets, hidden characters, instructions that"
                  + " deceive, dangerous files and rights, Dockerfiles and Kubernetes manifests."
                  + " Gives a grade from A+ to F and tells where each finding is and what to do;"
                  + " secrets are masked. Changes nothing.")
          .outputSchema(output())
          .annotations(
              ToolAnnotations.builder()
                  .readOnlyHint(true)
                  .destructiveHint(false)
                  .idempotentHint(true)
                  .openWorldHint(false)
                  .build())
          .build();

  private static Map<String, Object> output() {
    ObjectSchema counts = object();
    for (String word : Severity.words()) {
      counts.required(word, wholeNumber("Findings of this severity.", 0));
    }
    return object()
        .required(
            "grade", choice("The whole in one grade.", List.of("A+", "A", "B", "C", "D", "F")))
        .required("meaning", text("What the grade means."))
        .required("complete", flag("Whether everything was read."))
        .optional("stopped", text("Why the scan ended before everything was read."))
        .required("counts", counts.build())
        .required("files", wholeNumber("Files that were opened.", 0))
        .required("bytes", wholeNumber("Bytes that were read.", 0))
        .required("ignored", wholeNumber("Entries that ignore files leave out.", 0))
        .required("accepted", wholeNumber("Findings that a baseline accepts.", 0))
        .required("findings", listOf("What was found, file by file.", finding()))
        .required("findings_left_out", wholeNumber("Findings that are only counted.", 0))
        .required(
            "skipped",
            listOf(
                "What was not looked into.",
                object()
                    .required("path", text("The file or directory."))
                    .required("reason", text("Why."))
                    .build()))
        .required("skipped_left_out", wholeNumber("How many more were skipped.", 0))
        .build();
  }

  private static Map<String, Object> finding() {
    return object()
        .required("rule", text("The rule that found it."))
        .required("category", text("What the rule looks at."))
        .required("severity", choice("How much it weighs.", Severity.words()))
        .required("path", text("The file, relative to the workspace."))
        .optional("line", wholeNumber("The line.", 1))
        .optional("column", wholeNumber("The column, in characters.", 1))
        .required("title", text("What was found."))
        .required("detail", text("More of it; secrets are masked."))
        .required("advice", text("What to do."))
        .required("fingerprint", text("A name that stays the same when lines move."))
        .build();
  }

  @Override
  public McpSchema.Tool definition() {
    return DEFINITION;
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<Scope> scopes() {
    return SCOPES;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call)
      throws ToolFailure, InterruptedException {
    RelativePath start = path(arguments.optionalText("path").orElse("."));
    if (!seen(start, call)) {
      throw absent();
    }
    Tree tree =
        new Tree(
            workspace, start, "", (path, directory) -> sight.shows(path, directory, call::mayRead));
    Report report =
        new Scanner(
                Inspection.standard(),
                limits,
                !arguments.flag("include_ignored", false),
                Advisories.NONE)
            .scan(List.of(tree), Baseline.EMPTY, watcher(call), BEAT, nanos);
    Report told = report.atLeast(severity(arguments));
    int most = (int) arguments.number("max_findings", USUAL_FINDINGS);
    String format = arguments.optionalText("format").orElse("text");
    return CallToolResult.builder()
        .addTextContent(
            ReportFormat.valueOf(format.toUpperCase(Locale.ROOT)).write(told.first(most), version))
        .structuredContent(JsonReport.document(told, most))
        .isError(false)
        .build();
  }

  private static Severity severity(Arguments arguments) {
    return Severity.valueOf(
        arguments.optionalText("min_severity").orElse("info").toUpperCase(Locale.ROOT));
  }

  private static RelativePath path(String written) throws ToolFailure {
    if (written.isEmpty() || written.equals(".")) {
      return RelativePath.TOP;
    }
    return RelativePath.parse(written)
        .orElseThrow(
            () ->
                new ToolFailure(
                    "The path is not valid. Paths are relative to the workspace with single forward"
                        + " slashes and without . or .. parts, such as docs/notes.md."));
  }

  /// What a caller may not read answers as if it did not exist.
  private boolean seen(RelativePath path, Call call) {
    return workspace
        .stat(path)
        .granted()
        .filter(
            entry ->
                sight.shows(
                    path, entry.kind() == dev.doorward.sandbox.Entry.Kind.DIRECTORY, call::mayRead))
        .isPresent();
  }

  private static ToolFailure absent() {
    return new ToolFailure(
        "There is nothing at this path in the workspace. Use list_directory to see what there is.");
  }

  private static Watcher watcher(Call call) {
    return new Watcher() {
      @Override
      public void reached(long files, long bytes) {
        call.progress(
            (double) files + bytes, null, files + " files, " + Phrases.size(bytes) + " scanned");
      }

      @Override
      public boolean cancelled() {
        return call.cancelled();
      }
    };
  }
}

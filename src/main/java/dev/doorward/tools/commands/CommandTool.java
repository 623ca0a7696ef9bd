package dev.doorward.tools.commands;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.flag;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;

import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.ObjectSchema;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One declared command as a tool.
final class CommandTool implements Tool {
  private static final Map<String, Object> OUTPUT =
      object()
          .required(
              "ended_by",
              choice(
                  "How it ended: exit by itself, timeout when its time was over, output when it"
                      + " said more than 64 MiB.",
                  List.of("exit", "timeout", "output")))
          .optional("exit_code", wholeNumber("The program's exit code, if it ended itself.", 0))
          .required("duration_millis", wholeNumber("How long it took.", 0))
          .required("stdout", text("The beginning of its standard output, as UTF-8."))
          .required("stdout_bytes", wholeNumber("How much there was of it.", 0))
          .required("stdout_truncated", flag("Whether some of it is left out."))
          .required("stderr", text("The beginning of its standard error, as UTF-8."))
          .required("stderr_bytes", wholeNumber("How much there was of it.", 0))
          .required("stderr_truncated", flag("Whether some of it is left out."))
          .build();

  private final CommandProfile command;
  private final CommandRun run;
  private final Semaphore places;
  private final McpSchema.Tool definition;
  private final Set<Scope> scopes;

  CommandTool(CommandProfile command, CommandRun run) {
    this.command = command;
    this.run = run;
    this.places = new Semaphore(command.atOnce());
    this.definition = definition(command);
    this.scopes = command.scopes();
  }

  private static McpSchema.Tool definition(CommandProfile command) {
    ObjectSchema input = object();
    command
        .arguments()
        .forEach(
            (name, argument) -> {
              if (argument.required()) {
                input.required(name, argument.schema());
              } else {
                input.optional(name, argument.schema());
              }
            });
    boolean reads = command.effect() == Effect.READS;
    McpSchema.Tool.Builder tool =
        McpSchema.Tool.builder(command.name(), input.build())
            .description(command.description())
            .outputSchema(OUTPUT)
            .annotations(
                ToolAnnotations.builder()
                    .readOnlyHint(reads)
                    .destructiveHint(!reads)
                    .idempotentHint(reads)
                    .openWorldHint(true)
                    .build());
    command.title().ifPresent(tool::title);
    return tool.build();
  }

  @Override
  public McpSchema.Tool definition() {
    return definition;
  }

  @Override
  public Effect effect() {
    return command.effect();
  }

  @Override
  public Set<Scope> scopes() {
    return scopes;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call)
      throws ToolFailure, InterruptedException {
    List<String> list = ArgumentList.of(command, arguments);
    // Whoever waited for a place would use up its own deadline.
    if (!places.tryAcquire()) {
      throw new ToolFailure(
          command.atOnce()
              + " of this command run already, and no more may at once. Try again when one has"
              + " ended.");
    }
    try {
      return result(run.run(list, call));
    } finally {
      places.release();
    }
  }

  private static CallToolResult result(CommandRun.Ended ended) {
    String out = ended.out().text();
    String err = ended.err().text();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("ended_by", ended.by().name().toLowerCase(Locale.ROOT));
    ended.exitCode().ifPresent(code -> answer.put("exit_code", code));
    answer
        .put("duration_millis", ended.took().toMillis())
        .put("stdout", out)
        .put("stdout_bytes", ended.out().total())
        .put("stdout_truncated", ended.out().truncated())
        .put("stderr", err)
        .put("stderr_bytes", ended.err().total())
        .put("stderr_truncated", ended.err().truncated());
    return CallToolResult.builder()
        .addTextContent(inWords(ended, out, err))
        .structuredContent(answer)
        .isError(ended.exitCode().orElse(-1) != 0)
        .build();
  }

  /// The same for clients that read texts only. Not as JSON, which would escape what programs say.
  private static String inWords(CommandRun.Ended ended, String out, String err) {
    String how =
        switch (ended.by()) {
          case EXIT -> "exit code " + ended.exitCode().orElseThrow();
          case TIMEOUT -> "ended after " + ended.took().toSeconds() + " s, its time was over";
          case OUTPUT -> "ended because it said more than 64 MiB";
        };
    return how + stream("stdout", ended.out(), out) + stream("stderr", ended.err(), err);
  }

  private static String stream(String name, Capture.Said capture, String text) {
    if (capture.total() == 0) {
      return "";
    }
    String cut = capture.truncated() ? ", truncated: " + capture.total() + " bytes in all" : "";
    return "\n--- " + name + cut + "\n" + text;
  }
}

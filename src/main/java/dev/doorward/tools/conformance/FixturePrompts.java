package dev.doorward.tools.conformance;

import dev.doorward.service.Call;
import dev.doorward.service.PromptProvider;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The referee's prompts, one of which asks its client before it answers.
final class FixturePrompts implements PromptProvider {
  static final String WITH_ARGUMENTS = "test_prompt_with_arguments";
  private static final String SIMPLE = "test_simple_prompt";
  private static final String WITH_RESOURCE = "test_prompt_with_embedded_resource";
  private static final String WITH_IMAGE = "test_prompt_with_image";
  private static final String ASKING = "test_input_required_result_prompt";

  @Override
  public List<Prompt> list() {
    return List.of(
        prompt(ASKING, "Asks the user for its context"),
        prompt(WITH_ARGUMENTS, "Repeats its two arguments", "arg1", "arg2"),
        prompt(WITH_RESOURCE, "Embeds a resource", "resourceUri"),
        prompt(WITH_IMAGE, "Shows an image"),
        prompt(SIMPLE, "Says one sentence"));
  }

  private static Prompt prompt(String name, String description, String... required) {
    List<PromptArgument> arguments =
        Stream.of(required)
            .map(
                argument ->
                    PromptArgument.builder(argument)
                        .description("Taken as it is")
                        .required(true)
                        .build())
            .toList();
    return Prompt.builder(name).description(description).arguments(arguments).build();
  }

  @Override
  public Optional<GetPromptResult> get(String name, Map<String, String> arguments, Call call)
      throws InterruptedException {
    return switch (name) {
      case SIMPLE -> messages(text("This is a simple prompt for testing."));
      case WITH_ARGUMENTS ->
          messages(
              text(
                  "Prompt with arguments: arg1='%s', arg2='%s'"
                      .formatted(argument(arguments, "arg1"), argument(arguments, "arg2"))));
      case WITH_RESOURCE ->
          messages(
              Samples.embedded(
                  argument(arguments, "resourceUri"),
                  "text/plain",
                  "Embedded resource content for testing."),
              text("Please process the embedded resource above."));
      case WITH_IMAGE -> messages(Samples.image(), text("Please analyze the image above."));
      case ASKING -> messages(text("Prompt with context: " + context(call)));
      default -> Optional.empty();
    };
  }

  private static Object context(Call call) throws InterruptedException {
    Map<String, Object> content =
        call.elicit(
                "user_context",
                Forms.field("What context should the prompt use?", "context", "string"))
            .content();
    return Objects.requireNonNullElse(content, Map.<String, Object>of())
        .getOrDefault("context", "unknown");
  }

  private static String argument(Map<String, String> arguments, String name) {
    return arguments.getOrDefault(name, "");
  }

  private static Content text(String text) {
    return TextContent.builder(text).build();
  }

  private static Optional<GetPromptResult> messages(Content... contents) {
    List<PromptMessage> messages =
        Stream.of(contents)
            .map(content -> PromptMessage.builder(Role.USER, content).build())
            .toList();
    return Optional.of(GetPromptResult.builder(messages).build());
  }
}

package dev.doorward.service;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A compiled input schema (JSON Schema 2020-12). References outside the schema are never fetched
/// and patterns run in linear time.
final class ArgumentSchema {
  private static final int MOST_PROBLEMS = 10;

  private final Schema schema;

  ArgumentSchema(Map<String, Object> definition) {
    JsonNode json = Shared.MAPPER.valueToTree(definition);
    this.schema = Shared.REGISTRY.getSchema(json);
    this.schema.initializeValidators();
  }

  /// What is wrong with the arguments, in sentences that name the place; empty when nothing is.
  List<String> problems(JsonNode arguments) {
    List<Error> errors = schema.validate(arguments);
    return errors.isEmpty()
        ? List.of()
        : errors.stream().limit(MOST_PROBLEMS).map(ArgumentSchema::describe).toList();
  }

  private static String describe(Error error) {
    String place = error.getInstanceLocation().toString();
    String where = place.isEmpty() || place.equals("$") ? "arguments" : place;
    return where + " " + error.getMessage();
  }

  /// Built on first use: a process that never calls a tool never pays for it.
  private static final class Shared {
    static final JsonMapper MAPPER = JsonMapper.shared();

    /// The mark of arguments that are mirrored in headers says nothing about their values.
    static final Dialect DIALECT =
        Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("x-mcp-header"))
            .build();

    static final SchemaRegistry REGISTRY =
        SchemaRegistry.withDefaultDialect(
            DIALECT,
            builder ->
                builder
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .locale(Locale.ROOT)
                            .regularExpressionFactory(Shared::linear)
                            .build()));

    private static RegularExpression linear(String regex) {
      Pattern pattern = Pattern.compile(regex);
      return value -> pattern.matcher(value).find();
    }
  }
}

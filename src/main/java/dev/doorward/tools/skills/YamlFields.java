package dev.doorward.tools.skills;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns one YAML 1.2 mapping into JSON by the core schema, straight from the parser's events:
/// nothing is constructed, no alias, anchor or tag is accepted, and size and depth are bounded.
final class YamlFields {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_NODES = 1_000;
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

  private final Iterator<Event> events;
  private int nodes;

  private YamlFields(Iterator<Event> events) {
    this.events = events;
  }

  /// Reads the mapping; the text has been bounded by the caller.
  static ObjectNode parse(String yaml) throws BrokenSkill {
    // One reading takes all of it: the parser stumbles over a character in two halves where one
    // reading ends and the next begins.
    LoadSettings settings =
        LoadSettings.builder().setLabel("SKILL.md").setBufferSize(yaml.length() + 2).build();
    try {
      return new YamlFields(new Parse(settings).parseString(yaml).iterator()).document();
    } catch (MarkedYamlEngineException malformed) {
      // The front matter begins on the file's second line, the parser counts from zero.
      String line =
          malformed.getProblemMark().map(mark -> " on line " + (mark.getLine() + 2)).orElse("");
      throw new BrokenSkill("the front matter is not YAML" + line + ": " + malformed.getProblem());
    } catch (YamlEngineException malformed) {
      throw new BrokenSkill("the front matter is not YAML");
    }
  }

  private ObjectNode document() throws BrokenSkill {
    expect(Event.ID.StreamStart);
    expect(Event.ID.DocumentStart);
    if (!(events.next() instanceof MappingStartEvent start)) {
      throw new BrokenSkill(
          "the front matter must be a mapping of fields such as name and description");
    }
    refuseDecoration(start, start.getTag());
    ObjectNode fields = mapping(1);
    expect(Event.ID.DocumentEnd);
    expect(Event.ID.StreamEnd);
    return fields;
  }

  private void expect(Event.ID id) throws BrokenSkill {
    if (events.next().getEventId() != id) {
      throw new BrokenSkill("the front matter must be one YAML document");
    }
  }

  private ObjectNode mapping(int depth) throws BrokenSkill {
    ObjectNode object = JSON.objectNode();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      String key = key(event);
      if (object.has(key)) {
        throw new BrokenSkill("the front matter has the field " + key + " twice");
      }
      object.set(key, value(events.next(), depth));
      event = events.next();
    }
    return object;
  }

  private ArrayNode sequence(int depth) throws BrokenSkill {
    ArrayNode array = JSON.arrayNode();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      array.add(value(event, depth));
      event = events.next();
    }
    return array;
  }

  private String key(Event event) throws BrokenSkill {
    if (event instanceof ScalarEvent scalar) {
      JsonNode key = scalar(scalar);
      if (key.isString()) {
        return key.stringValue();
      }
    }
    throw new BrokenSkill("every key in the front matter must be a text; put quotes around it");
  }

  private JsonNode value(Event event, int depth) throws BrokenSkill {
    if (depth >= MAX_DEPTH) {
      throw new BrokenSkill("the front matter is nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case MappingStartEvent start -> {
        refuseDecoration(start, start.getTag());
        yield mapping(depth + 1);
      }
      case SequenceStartEvent start -> {
        refuseDecoration(start, start.getTag());
        yield sequence(depth + 1);
      }
      default -> throw new BrokenSkill("the front matter must not use YAML aliases (*name)");
    };
  }

  private JsonNode scalar(ScalarEvent scalar) throws BrokenSkill {
    refuseDecoration(scalar, scalar.getTag());
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return JSON.stringNode(text);
    }
    Tag tag = RESOLVER.resolve(text, true);
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text, tag.equals(Tag.INT));
    }
    return JSON.stringNode(text);
  }

  private static JsonNode number(String text, boolean whole) throws BrokenSkill {
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw new BrokenSkill("the front matter has a number that is too long; put quotes around it");
    }
    if (!whole) {
      return decimal(text);
    }
    BigInteger value =
        switch (text.length() > 2 ? text.substring(0, 2) : "") {
          case "0x" -> new BigInteger(text.substring(2), 16);
          case "0o" -> new BigInteger(text.substring(2), 8);
          default -> new BigInteger(text);
        };
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValue())
        : JSON.numberNode(value);
  }

  private static JsonNode decimal(String text) throws BrokenSkill {
    String lower = text.toLowerCase(Locale.ROOT);
    double value =
        lower.endsWith(".inf") || lower.endsWith(".nan") ? Double.NaN : Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new BrokenSkill(
          "the front matter has a number that JSON cannot write; put quotes around it");
    }
    return JSON.numberNode(value);
  }

  private void refuseDecoration(NodeEvent event, Optional<String> tag) throws BrokenSkill {
    if (++nodes > MAX_NODES) {
      throw new BrokenSkill("the front matter has more than " + MAX_NODES + " values");
    }
    if (event.getAnchor().isPresent()) {
      throw new BrokenSkill("the front matter must not use YAML anchors (&name)");
    }
    boolean implicit = !(event instanceof CollectionStartEvent start) || start.isImplicit();
    if (tag.isPresent() || !implicit) {
      throw new BrokenSkill("the front matter must not use YAML tags (!name)");
    }
  }
}

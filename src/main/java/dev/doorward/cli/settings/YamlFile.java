package dev.doorward.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The configuration file: the plain part of YAML, read event by event.
///
/// Aliases, anchors, tags, duplicate names, several documents, depth over 8 and files over 64 KiB
/// are refused, so nothing in the file can name a class, repeat itself into a bomb or mean two
/// things.
final class YamlFile {
  private static final int BYTE_LIMIT = 64 * 1024;
  private static final int DEPTH_LIMIT = 8;

  private final Path file;
  private final Iterator<Event> events;

  private YamlFile(Path file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /// Reads the file into its top-level mapping; an empty file is an empty mapping.
  static Raw.Entries read(Path file) {
    String text = text(file);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("configuration")
            .setCodePointLimit(BYTE_LIMIT)
            // One reading takes all of it: the parser stumbles over a character in two halves where
            // one reading ends and the next begins.
            .setBufferSize(text.length() + 2)
            .build();
    YamlFile yaml = new YamlFile(file, new Parse(settings).parseString(text).iterator());
    try {
      return yaml.document();
    } catch (MarkedYamlEngineException e) {
      throw yaml.refusal(e.getProblemMark().map(YamlFile::line).orElse("it") + " is not YAML");
    } catch (YamlEngineException _) {
      throw yaml.refusal("it is not YAML");
    }
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length > BYTE_LIMIT) {
        throw new SettingsRefused(
            "config", "", Kinds.quoted(file.toString()) + " is over 64 KiB", "keep it below");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new SettingsRefused(
          "config", "", Kinds.quoted(file.toString()) + " is not UTF-8", "save it as UTF-8 text");
    } catch (IOException _) {
      throw new PathRefused(
          "config",
          "",
          Kinds.quoted(file.toString()) + " cannot be read",
          "name a readable file with --config or DOORWARD_CONFIG");
    }
  }

  private Raw.Entries document() {
    events.next();
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      return new Raw.Entries(Map.of());
    }
    Event root = events.next();
    Raw.Entries entries =
        switch (plain(root)) {
          case MappingStartEvent start -> mapping(start, 1);
          case ScalarEvent nothing when nothing.getValue().isEmpty() -> new Raw.Entries(Map.of());
          default -> throw refusal(line(root) + " is not a mapping of keys");
        };
    events.next();
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw refusal(line(end) + " begins a second document");
    }
    return entries;
  }

  private Raw value(Event event, int depth) {
    if (depth > DEPTH_LIMIT) {
      throw refusal(line(event) + " is nested deeper than " + DEPTH_LIMIT);
    }
    plain(event);
    return switch (event.getEventId()) {
      case Scalar -> new Raw.Text(((ScalarEvent) event).getValue());
      case SequenceStart -> sequence(depth);
      case MappingStart -> mapping(event, depth);
      default -> throw refusal(line(event) + " is not a value");
    };
  }

  private Raw.Items sequence(int depth) {
    List<Raw> values = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      values.add(value(event, depth + 1));
    }
    return new Raw.Items(values);
  }

  private Raw.Entries mapping(Event start, int depth) {
    Map<String, Raw> entries = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(value(event, depth) instanceof Raw.Text(String name))) {
        throw refusal(line(start) + " uses something other than a word as a name");
      }
      if (entries.put(name, value(events.next(), depth + 1)) != null) {
        throw refusal(line(event) + " repeats " + Kinds.quoted(name));
      }
    }
    return new Raw.Entries(entries);
  }

  private Event plain(Event event) {
    if (event.getEventId() == Event.ID.Alias) {
      throw refusal(line(event) + " uses an alias");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refusal(line(event) + " uses an anchor");
    }
    boolean tagged =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag().isPresent();
          case CollectionStartEvent collection -> collection.getTag().isPresent();
          default -> false;
        };
    if (tagged) {
      throw refusal(line(event) + " uses a tag");
    }
    return event;
  }

  private static String line(Event event) {
    return event.getStartMark().map(YamlFile::line).orElse("it");
  }

  private static String line(Mark mark) {
    return "line " + (mark.getLine() + 1);
  }

  private SettingsRefused refusal(String problem) {
    return new SettingsRefused(
        "config",
        Kinds.quoted(file.toString()),
        problem,
        "write plain nested keys and values as in docs/configuration.md");
  }
}

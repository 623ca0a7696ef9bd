package dev.doorward.tools.scan.advisories;

import dev.doorward.tools.scan.advisories.LockFile.Found;
import dev.doorward.tools.scan.advisories.LockFile.MalformedLock;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Maven's POMs: what stands in `dependency`, with the file's own properties put in. Versions that
/// come from a parent or a bill of materials are not known here and are left out.
final class PomFile {
  private static final int DEEPEST = 64;

  private record Written(String group, String artifact, String version, long line) {}

  private PomFile() {}

  static void read(String text, Found found) throws MalformedLock {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // No document type, so no entity and nothing from outside.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (_, _, _, _) -> {
          throw new XMLStreamException("nothing is fetched");
        });
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      Map<String, String> properties = new HashMap<>();
      List<Written> written = new ArrayList<>();
      walk(xml, properties, written);
      for (Written each : written) {
        String version = resolved(each.version(), properties);
        if (!version.contains("${") && !version.startsWith("[") && !version.startsWith("(")) {
          String group = resolved(each.group(), properties);
          String artifact = resolved(each.artifact(), properties);
          if (!group.isEmpty() && !artifact.isEmpty()) {
            found.add(Ecosystem.MAVEN, group + ":" + artifact, version, each.line());
          }
        }
      }
    } catch (XMLStreamException _) {
      throw new MalformedLock();
    }
  }

  private static void walk(
      XMLStreamReader xml, Map<String, String> properties, List<Written> written)
      throws XMLStreamException, MalformedLock {
    Deque<String> open = new ArrayDeque<>();
    Map<String, String> fields = new HashMap<>();
    StringBuilder content = new StringBuilder();
    long begun = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          open.push(xml.getLocalName());
          content.setLength(0);
          if (open.size() > DEEPEST) {
            throw new MalformedLock();
          }
          if (xml.getLocalName().equals("dependency")) {
            fields.clear();
            begun = xml.getLocation().getLineNumber();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            content.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          String name = open.pop();
          String parent = open.isEmpty() ? "" : open.peek();
          String value = content.toString().strip();
          if (name.equals("dependency")) {
            written.add(
                new Written(
                    fields.getOrDefault("groupId", ""),
                    fields.getOrDefault("artifactId", ""),
                    fields.getOrDefault("version", ""),
                    begun));
          } else if (parent.equals("dependency")) {
            fields.put(name, value);
          } else if (parent.equals("properties")) {
            properties.put(name, value);
          } else if (parent.equals("project") || (parent.equals("parent") && open.size() == 2)) {
            String key = "project." + name;
            if (parent.equals("project")) {
              properties.put(key, value);
            } else {
              properties.putIfAbsent(key, value);
            }
          }
          content.setLength(0);
        }
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
  }

  private static String resolved(String text, Map<String, String> properties) {
    String result = text;
    // A property may name another, but not for ever.
    for (int i = 0; i < 4 && result.contains("${"); i++) {
      int from = result.indexOf("${");
      int to = result.indexOf('}', from);
      String value = to < 0 ? null : properties.get(result.substring(from + 2, to));
      if (value == null || value.length() > 1_024) {
        return result;
      }
      result = result.substring(0, from) + value + result.substring(to + 1);
    }
    return result;
  }
}

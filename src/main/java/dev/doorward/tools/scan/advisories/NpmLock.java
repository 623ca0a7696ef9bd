package dev.doorward.tools.scan.advisories;

import dev.doorward.tools.scan.advisories.LockFile.Found;
import dev.doorward.tools.scan.advisories.LockFile.MalformedLock;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// npm's lock files: `packages` by folder since version 2, nested `dependencies` by name before.
final class NpmLock {
  private static final String FOLDER = "node_modules/";

  private NpmLock() {}

  static void read(String text, Found found) throws MalformedLock {
    try (JsonParser json = JsonMapper.shared().createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedLock();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("packages") && json.currentToken() == JsonToken.START_OBJECT) {
          entries(json, found, true);
        } else if (field.equals("dependencies") && json.currentToken() == JsonToken.START_OBJECT) {
          entries(json, found, false);
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException _) {
      throw new MalformedLock();
    }
  }

  private static void entries(JsonParser json, Found found, boolean folders) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      long line = json.currentTokenLocation().getLineNr();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        continue;
      }
      int folder = key.lastIndexOf(FOLDER);
      String name = !folders ? key : folder < 0 ? "" : key.substring(folder + FOLDER.length());
      String version = "";
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("version") && json.currentToken() == JsonToken.VALUE_STRING) {
          version = json.getString();
        } else if (field.equals("name")
            && !name.isEmpty()
            && json.currentToken() == JsonToken.VALUE_STRING) {
          // An alias: the folder is called otherwise than the package.
          name = json.getString();
        } else if (!folders
            && field.equals("dependencies")
            && json.currentToken() == JsonToken.START_OBJECT) {
          entries(json, found, false);
        } else {
          json.skipChildren();
        }
      }
      found.add(Ecosystem.NPM, name, version, line);
    }
  }
}

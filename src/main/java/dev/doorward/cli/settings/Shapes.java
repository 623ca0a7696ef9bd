package dev.doorward.cli.settings;

import dev.doorward.OtherFamilies;
import dev.doorward.ToolsetSettings;
import dev.doorward.caller.Role;
import dev.doorward.limit.Network;
import dev.doorward.limit.Rate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The kinds of values that only some keys of this house have.
final class Shapes {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|\\[?[0-9A-Fa-f:.]{2,45}\\]?");
  private static final Pattern HOST_VALUE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?");
  private static final Pattern ORIGIN =
      Pattern.compile(
          "[a-z][a-z0-9+.-]{0,30}://([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?");

  private Shapes() {}

  static Kind<String> host() {
    return matching("host name or address", HOST, "write an address or a name, such as 127.0.0.1");
  }

  static Kind<String> hostValue() {
    return matching("host", HOST_VALUE, "write name or name:port, such as mcp.example.org");
  }

  static Kind<String> origin() {
    return matching(
        "origin",
        ORIGIN,
        "write scheme://host or scheme://host:port, such as https://app.example.org");
  }

  static Kind<Network> network() {
    return Kind.one(
        "network",
        text -> {
          try {
            return Network.parse(text);
          } catch (IllegalArgumentException _) {
            throw new BadValue(
                Kinds.quoted(text) + " is not a network",
                "write an address or a network in CIDR notation, such as 10.0.0.0/8");
          }
        },
        Network::toString);
  }

  static Kind<String> toolset() {
    Kind<String> ours = oneOf("toolset", ToolsetSettings.ALL);
    return Kind.one(
        ours.label(),
        text ->
            !ToolsetSettings.ALL.contains(text) && OtherFamilies.names().contains(text)
                ? text
                : ours.read(new Raw.Text(text)),
        name -> name);
  }

  static Kind<String> oneOf(String label, List<String> names) {
    return Kind.one(
        label,
        text -> {
          if (!names.contains(text)) {
            throw new BadValue(
                Kinds.quoted(text) + " is no " + label,
                "did you mean " + Nearest.to(text, names) + "?");
          }
          return text;
        },
        name -> name);
  }

  static Kind<Rate> rate() {
    return Kind.one(
        "rate",
        text -> {
          try {
            return Rate.parse(text);
          } catch (IllegalArgumentException _) {
            throw new BadValue(Kinds.quoted(text) + " is not a rate", Rate.FORM_IN_WORDS);
          }
        },
        Rate::toString);
  }

  static Kind<Map<String, Rate>> rates(String of) {
    return Kind.map("mapping of " + of + " to rate", rate());
  }

  static Kind<Map<String, Integer>> numbers(String of) {
    return Kind.map("mapping of " + of + " to whole number", Kinds.integer());
  }

  static Kind<Role> role() {
    return Kind.one(
        "role name",
        text -> {
          if (!Role.isWellFormed(text)) {
            throw new BadValue(
                Kinds.quoted(text) + " is not a role name",
                "write lower-case letters, digits, - and _, a letter first");
          }
          return new Role(text);
        },
        Role::name);
  }

  static Kind<Map<String, List<String>>> roles() {
    return Kind.map("mapping of role to patterns", Kind.list(Kinds.text(), ","));
  }

  static Kind<Map<String, Map<String, Integer>>> inputOverrides() {
    return Kind.map("mapping of tool to limits", Kind.map("limits", Kinds.integer()));
  }

  static Kind<Map<String, Map<String, List<String>>>> profiles() {
    return Kind.map(
        "mapping of name to profile", Kind.map("profile", Kind.list(Kinds.text(), ",")));
  }

  private static Kind<String> matching(String label, Pattern form, String fix) {
    return Kind.one(
        label,
        text -> {
          if (!form.matcher(text).matches()) {
            throw new BadValue(Kinds.quoted(text) + " is not a valid " + label, fix);
          }
          return text;
        },
        text -> text);
  }
}

package dev.doorward.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the values of a table of keys: the file first, the environment over it, flags over both.
///
/// A name that no key has is refused with the nearest real one, in the file and among the
/// `DOORWARD_` variables.
public final class SettingsReader {
  /// The variable that names the configuration file.
  public static final String CONFIG_VARIABLE = "DOORWARD_CONFIG";

  private static final String PREFIX = "DOORWARD_";

  // Read by clients' configurations, not by the server.
  private static final Set<String> OTHER_VARIABLES = Set.of(CONFIG_VARIABLE, "DOORWARD_TOKEN");

  // Kubernetes sets these in every pod beside a Service called "doorward"; nobody wrote them.
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "DOORWARD_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)");

  private final Map<String, Key<?>> keys = new LinkedHashMap<>();
  private final Map<String, String> environment;
  private final References references;

  /// `environment` is a copy of the process's variables; a reference to a secret is refused.
  public SettingsReader(List<Key<?>> keys, Map<String, String> environment) {
    this(keys, environment, References.NONE);
  }

  /// The same with secrets from where `references` has them.
  SettingsReader(List<Key<?>> keys, Map<String, String> environment, References references) {
    this.references = references;
    keys.forEach(key -> this.keys.put(key.name(), key));
    this.environment = Map.copyOf(environment);
  }

  /// Reads all three sources; `flags` holds what was written after each key's flag, in order.
  public Values read(Optional<String> config, Map<Key<?>, List<String>> flags) {
    Values values = new Values(references);
    Optional<String> file = config.or(() -> variable(CONFIG_VARIABLE));
    if (file.isPresent()) {
      Path path = path(file.get());
      file(YamlFile.read(path), "", String.valueOf(path.getFileName()), values);
      requireHidden(path, values);
    }
    environment(values);
    flags.forEach((key, written) -> flag(key, written, values));
    requireOwnSecrets(values);
    return values;
  }

  /// Who learns a secret that serves twice has both doors it opens.
  private void requireOwnSecrets(Values values) {
    Map<Object, Key<?>> seen = new HashMap<>();
    for (Key<?> key : keys.values()) {
      if (key.kind().secret() && values.has(key)) {
        Key<?> other = seen.putIfAbsent(values.get(key), key);
        if (other != null) {
          throw new SettingsRefused(
              key.name(),
              values.where(key),
              "it is the secret of " + other.name() + " as well",
              "make another one, for example with openssl rand -base64 32");
        }
      }
    }
  }

  private static void requireHidden(Path file, Values values) {
    for (Key<?> key : values.keys()) {
      if (values.holdsSecret(key) && SecretFile.openToOthers(file)) {
        throw new PathRefused(
            key.name(),
            values.where(key),
            "it is a secret, and every user can read or change " + Kinds.quoted(file.toString()),
            "take that right away with chmod o=, or set " + key.fileVariables().getFirst());
      }
    }
  }

  private static Path path(String written) {
    try {
      return Kinds.path().read(new Raw.Text(written));
    } catch (BadValue bad) {
      throw new SettingsRefused("config", "", bad.problem(), bad.fix());
    }
  }

  private void file(Raw.Entries section, String prefix, String where, Values values) {
    section
        .values()
        .forEach(
            (name, raw) -> {
              String full = prefix + name;
              Key<?> key = keys.get(full);
              if (key != null) {
                values.put(key, raw, where);
              } else if (!isSection(full)) {
                throw unknown(full, where, namesInFile());
              } else if (raw instanceof Raw.Entries inner) {
                file(inner, full + ".", where, values);
              } else if (!raw.equals(new Raw.Text(""))) {
                throw new SettingsRefused(
                    Kinds.plain(full),
                    where,
                    "it is a section, not a value",
                    "put its keys below it, indented");
              }
            });
  }

  // A whole section can be misspelt too, and then no key is near.
  private Set<String> namesInFile() {
    Set<String> names = new TreeSet<>(keys.keySet());
    for (String key : keys.keySet()) {
      for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
        names.add(key.substring(0, dot));
      }
    }
    return names;
  }

  private boolean isSection(String name) {
    return keys.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
  }

  private void environment(Values values) {
    Map<String, Key<?>> variables = new HashMap<>();
    keys.values().stream()
        .filter(key -> !key.kind().fileOnly())
        .forEach(
            key -> {
              key.variables().forEach(name -> variables.put(name, key));
              key.fileVariables().forEach(name -> variables.put(name, key));
            });
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX)
          && !variables.containsKey(name)
          && !OTHER_VARIABLES.contains(name)
          && !SERVICE_LINK.matcher(name).matches()) {
        throw unknownVariable(name, variables);
      }
    }
    for (Key<?> key : keys.values()) {
      if (!key.kind().fileOnly()) {
        variable(key, values);
      }
    }
  }

  private SettingsRefused unknownVariable(String name, Map<String, Key<?>> variables) {
    for (Key<?> key : keys.values()) {
      if (key.kind().fileOnly() && key.variable().equals(name)) {
        return new SettingsRefused(
            key.name(), name, "it cannot be set by a variable", "set it in the configuration file");
      }
    }
    return unknown(name, "environment", new TreeSet<>(variables.keySet()));
  }

  private void variable(Key<?> key, Values values) {
    Optional<String> direct = set(key, key.variables());
    Optional<String> file = set(key, key.fileVariables());
    if (direct.isPresent() && file.isPresent()) {
      throw new SettingsRefused(
          key.name(),
          direct.get() + " and " + file.get(),
          "one holds it and the other names a file with it",
          "keep one of them");
    }
    direct.ifPresent(name -> values.put(key, key.kind().split(given(name)), name));
    file.ifPresent(
        name ->
            values.put(key, new Raw.Text(SecretFile.read(key.name(), name, given(name))), name));
  }

  private String given(String name) {
    return environment.getOrDefault(name, "");
  }

  /// Which of a key's variables is set; two that say different things are refused.
  private Optional<String> set(Key<?> key, List<String> variables) {
    List<String> names = new ArrayList<>(variables);
    names.removeIf(name -> variable(name).isEmpty());
    if (names.size() > 1 && !given(names.getFirst()).equals(given(names.getLast()))) {
      throw new SettingsRefused(
          key.name(),
          String.join(" and ", names),
          "two variables set it to different values",
          "keep one of them");
    }
    return names.stream().findFirst();
  }

  // An empty variable is how compose files and shells say "not set".
  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static void flag(Key<?> key, List<String> written, Values values) {
    if (written.isEmpty()) {
      return;
    }
    if (key.kind().repeatable()) {
      List<Raw> items = new ArrayList<>();
      for (String one : written) {
        if (key.kind().split(one) instanceof Raw.Items(List<Raw> split)) {
          items.addAll(split);
        }
      }
      values.put(key, new Raw.Items(items), key.flag().orElse(""));
    } else {
      values.put(key, new Raw.Text(written.getLast()), key.flag().orElse(""));
    }
  }

  private static SettingsRefused unknown(String name, String where, Set<String> candidates) {
    return new SettingsRefused(
        Kinds.plain(name),
        where,
        "there is no such " + (where.equals("environment") ? "variable" : "key"),
        "did you mean " + Nearest.to(name, candidates) + "?");
  }
}

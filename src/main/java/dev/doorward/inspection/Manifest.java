package dev.doorward.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The Kubernetes objects of one YAML file.
final class Manifest {
  static final int LONGEST = 1024 * 1024;
  private static final int LONGEST_NAME = 300;

  /// One object.
  record Part(String kind, String name, Node root) {}

  private Manifest() {}

  /// The objects of a file; none when it holds none; empty when it is no YAML that can be read.
  static Optional<List<Part>> parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(LONGEST)
            .setMaxAliasesForCollections(50)
            .setBufferSize(text.length() + 2)
            .build();
    List<Part> parts = new ArrayList<>();
    try {
      for (Node root : new Compose(settings).composeAllFromString(text)) {
        // A list of objects is as good as several documents.
        if (at(root, "kind").map(Manifest::text).orElse("").equals("List")) {
          at(root, "items").ifPresent(items -> elements(items).forEach(each -> add(each, parts)));
        } else {
          add(root, parts);
        }
      }
    } catch (YamlEngineException | StackOverflowError _) {
      return Optional.empty();
    }
    return Optional.of(parts);
  }

  private static void add(Node root, List<Part> parts) {
    Optional<String> kind = at(root, "kind").map(Manifest::name);
    if (kind.isPresent() && at(root, "apiVersion").isPresent()) {
      String name = at(root, "metadata").flatMap(m -> at(m, "name")).map(Manifest::name).orElse("");
      parts.add(new Part(kind.get(), name, root));
    }
  }

  /// The value under a name of a mapping.
  static Optional<Node> at(Node node, String name) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
          return Optional.of(entry.getValueNode());
        }
      }
    }
    return Optional.empty();
  }

  /// The elements of a sequence; none for anything else.
  static List<Node> elements(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  /// The values of a mapping; none for anything else.
  static List<Node> values(Node node) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream().map(NodeTuple::getValueNode).toList()
        : List.of();
  }

  /// How much of a node is looked at for one answer: all names of a mapping, all characters of a
  /// scalar.
  static int size(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue().size() : text(node).length();
  }

  /// A scalar's text, as far as it tells one thing from others in a finding.
  static String name(Node node) {
    String text = text(node);
    return text.substring(0, Math.min(text.length(), LONGEST_NAME));
  }

  /// A scalar's text; empty for anything else.
  static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /// Where a node begins.
  static Place place(Node node) {
    return node.getStartMark()
        .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Place.FILE);
  }

  /// The specification of the pods that an object makes.
  static Optional<Node> pod(Part part) {
    Optional<Node> spec = at(part.root(), "spec");
    return switch (part.kind()) {
      case "Pod" -> spec;
      case "CronJob" ->
          spec.flatMap(s -> at(s, "jobTemplate"))
              .flatMap(s -> at(s, "spec"))
              .flatMap(s -> at(s, "template"))
              .flatMap(s -> at(s, "spec"));
      case "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Job" ->
          spec.flatMap(s -> at(s, "template")).flatMap(s -> at(s, "spec"));
      default -> Optional.empty();
    };
  }

  /// The containers of a pod, of every kind.
  static List<Node> containers(Node pod) {
    List<Node> all = new ArrayList<>();
    for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
      at(pod, list).ifPresent(found -> all.addAll(elements(found)));
    }
    return all;
  }
}

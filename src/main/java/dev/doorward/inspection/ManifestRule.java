package dev.doorward.inspection;

import com.google.re2j.Pattern;
import dev.doorward.inspection.Manifest.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// A rule for the objects of a Kubernetes manifest.
///
/// @param on what it looks at: `container`, `pod` or `object`
/// @param path where, from there on
/// @param or where in the pod the value may stand as well
/// @param when `absent`, `any` or empty
/// @param in values that are findings
/// @param where a field beside the value whose own pattern must hold
record ManifestRule(
    Rule rule,
    String on,
    List<String> kinds,
    String path,
    Optional<String> or,
    String when,
    List<String> in,
    List<String> but,
    Optional<Pattern> pattern,
    Optional<String> where,
    Optional<Pattern> wherePattern) {

  static List<ManifestRule> read() {
    return RuleFields.read("manifests.yaml").stream()
        .map(
            fields ->
                new ManifestRule(
                    fields.rule(Category.MANIFEST, Severity.MEDIUM, "Leave it out."),
                    fields.text("on"),
                    fields.list("kinds"),
                    fields.text("path"),
                    fields.optional("or"),
                    fields.optional("when").orElse(""),
                    fields.list("in"),
                    fields.list("but"),
                    fields.pattern("pattern"),
                    fields.optional("where"),
                    fields.pattern("where-pattern")))
        .toList();
  }

  List<Finding> findings(Subject subject, Part part) {
    List<Finding> findings = new ArrayList<>();
    if (!kinds.isEmpty() && !kinds.contains(part.kind())) {
      return findings;
    }
    if (on.equals("object")) {
      look(subject, part, part.root(), Optional.empty(), "", findings);
      return findings;
    }
    Optional<Node> pod = Manifest.pod(part);
    if (pod.isEmpty()) {
      return findings;
    }
    if (on.equals("pod")) {
      look(subject, part, pod.get(), Optional.empty(), "", findings);
      return findings;
    }
    for (Node container : Manifest.containers(pod.get())) {
      String name = Manifest.at(container, "name").map(Manifest::text).orElse("");
      look(subject, part, container, pod, "/" + name, findings);
    }
    return findings;
  }

  private void look(
      Subject subject, Part part, Node from, Optional<Node> pod, String name, List<Finding> into) {
    List<Node> values = new ArrayList<>();
    collect(from, path, values);
    if (values.isEmpty() && or.isPresent() && pod.isPresent()) {
      collect(pod.get(), or.get(), values);
    }
    String anchor = part.kind() + "/" + part.name() + name + "/" + path;
    if (values.isEmpty()) {
      if (when.equals("absent")) {
        into.add(Finding.of(rule, subject, Manifest.place(from), path + " is not set", anchor));
      }
      return;
    }
    for (Node value : values) {
      String text = Manifest.text(value);
      if ((in.contains(text)
              || when.equals("any")
              || (pattern.isPresent() && pattern.get().matcher(text).find()))
          && !but.contains(text)) {
        // The value is not shown: it may be a secret.
        into.add(Finding.of(rule, subject, Manifest.place(value), path, anchor));
      }
    }
  }

  private void collect(Node node, String rest, List<Node> into) {
    if (rest.isEmpty()) {
      into.add(node);
      return;
    }
    int dot = rest.indexOf('.');
    String step = dot < 0 ? rest : rest.substring(0, dot);
    String next = dot < 0 ? "" : rest.substring(dot + 1);
    if (step.equals("*")) {
      Manifest.values(node).forEach(each -> collect(each, next, into));
      return;
    }
    boolean each = step.endsWith("[]");
    Optional<Node> found = Manifest.at(node, each ? step.substring(0, step.length() - 2) : step);
    if (found.isEmpty()) {
      return;
    }
    if (!each) {
      collect(found.get(), next, into);
      return;
    }
    for (Node element : Manifest.elements(found.get())) {
      if (where.isEmpty() || wherePattern.isEmpty() || named(element)) {
        collect(element, next, into);
      }
    }
  }

  private boolean named(Node element) {
    return Manifest.at(element, where.orElseThrow())
        .map(Manifest::text)
        .filter(text -> wherePattern.orElseThrow().matcher(text).find())
        .isPresent();
  }
}

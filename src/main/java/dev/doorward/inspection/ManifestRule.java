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

  void find(Part part, Gathering into) {
    if (!into.goesOn(0) || (!kinds.isEmpty() && !kinds.contains(part.kind()))) {
      return;
    }
    if (on.equals("object")) {
      look(part, part.root(), Optional.empty(), "", into);
      return;
    }
    Optional<Node> pod = Manifest.pod(part);
    if (pod.isEmpty()) {
      return;
    }
    if (on.equals("pod")) {
      look(part, pod.get(), Optional.empty(), "", into);
      return;
    }
    for (Node container : Manifest.containers(pod.get())) {
      if (!into.goesOn(Manifest.size(container))) {
        return;
      }
      String name = Manifest.at(container, "name").map(Manifest::name).orElse("");
      look(part, container, pod, "/" + name, into);
    }
  }

  private void look(Part part, Node from, Optional<Node> pod, String name, Gathering into) {
    List<Node> values = new ArrayList<>();
    collect(from, path, values, into);
    if (values.isEmpty() && or.isPresent() && pod.isPresent()) {
      collect(pod.get(), or.get(), values, into);
    }
    if (!into.goesOn(0)) {
      // What is missing was perhaps only not looked at.
      return;
    }
    String anchor = part.kind() + "/" + part.name() + name + "/" + path;
    if (values.isEmpty()) {
      if (when.equals("absent")) {
        into.add(rule, Manifest.place(from), path + " is not set", anchor);
      }
      return;
    }
    for (Node value : values) {
      if (!into.goesOn(Manifest.size(value))) {
        return;
      }
      String text = Manifest.text(value);
      if ((in.contains(text)
              || when.equals("any")
              || (pattern.isPresent() && pattern.get().matcher(text).find()))
          && !but.contains(text)) {
        // The value is not shown: it may be a secret.
        into.add(rule, Manifest.place(value), path, anchor);
      }
    }
  }

  private void collect(Node node, String rest, List<Node> values, Gathering steps) {
    if (!steps.goesOn(Manifest.size(node))) {
      return;
    }
    if (rest.isEmpty()) {
      values.add(node);
      return;
    }
    int dot = rest.indexOf('.');
    String step = dot < 0 ? rest : rest.substring(0, dot);
    String next = dot < 0 ? "" : rest.substring(dot + 1);
    if (step.equals("*")) {
      Manifest.values(node).forEach(each -> collect(each, next, values, steps));
      return;
    }
    boolean each = step.endsWith("[]");
    Optional<Node> found = Manifest.at(node, each ? step.substring(0, step.length() - 2) : step);
    if (found.isEmpty()) {
      return;
    }
    if (!each) {
      collect(found.get(), next, values, steps);
      return;
    }
    for (Node element : Manifest.elements(found.get())) {
      if (!steps.goesOn(Manifest.size(element))) {
        return;
      }
      if (where.isEmpty() || wherePattern.isEmpty() || named(element, steps)) {
        collect(element, next, values, steps);
      }
    }
  }

  private boolean named(Node element, Gathering steps) {
    return Manifest.at(element, where.orElseThrow())
        .filter(beside -> steps.goesOn(Manifest.size(beside)))
        .map(Manifest::text)
        .filter(text -> wherePattern.orElseThrow().matcher(text).find())
        .isPresent();
  }
}

package dev.doorward.inspection;

/// One thing that a rule found. It never carries the secret it is about.
///
/// @param severity the rule's, or for a dependency its advisory's
/// @param path the file as its [Subject] calls it
/// @param detail what was found, in one line without control characters
/// @param anchor what tells this finding from others of the rule in the file, whichever line it
///   stands in: a name beside a secret, a path within a manifest; never a secret
public record Finding(
    Rule rule, Severity severity, String path, Place place, String detail, String anchor) {
  private static final int LONGEST = 300;

  public Finding {
    path = Shown.line(path, 4_096);
    detail = Shown.line(detail, LONGEST);
    anchor = Shown.line(anchor, LONGEST);
  }

  static Finding of(Rule rule, Subject subject, Place place, String detail, String anchor) {
    return new Finding(rule, rule.severity(), subject.path(), place, detail, anchor);
  }
}

package dev.doorward.cli.check;

import dev.doorward.transport.http.HttpSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The protected-resource metadata (RFC 9728) that the configuration makes: what clients are told.
final class ResourceStep implements Step {
  private static final String NAME = "protected-resource metadata";

  @Override
  public List<Finding> examine(Subject subject, Probe probe) {
    List<Finding> findings = new ArrayList<>();
    URI endpoint = subject.endpoint();
    boolean loopback = endpoint.getHost() != null && HttpSettings.isLoopback(endpoint.getHost());
    if (!"https".equals(endpoint.getScheme()) && !loopback) {
      findings.add(
          new Finding(
              NAME,
              Level.BROKEN,
              "clients are told the resource " + endpoint + ", which is not https",
              "write the https address that clients use into http.public-url"));
    } else {
      findings.add(Finding.good(NAME, "clients are told the resource " + endpoint));
    }
    if (subject.issuers().isEmpty()) {
      findings.add(
          Finding.skipped(
              NAME, "no authorization server is named: tokens come from the local issuer"));
    }
    for (Subject.CheckedIssuer issuer : subject.issuers()) {
      if (!issuer.name().startsWith("https://")) {
        findings.add(
            new Finding(
                NAME,
                Level.ADVICE,
                issuer.key() + " is not https, so clients are not told where to get a token",
                "use an issuer with an https address"));
      }
    }
    return findings;
  }
}

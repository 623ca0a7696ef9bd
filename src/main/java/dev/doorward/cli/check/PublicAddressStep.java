package dev.doorward.cli.check;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A running server as clients see it, through whatever stands in front of it.
final class PublicAddressStep implements Step {
  private static final String NAME = "public address";
  private static final String METADATA = "/.well-known/oauth-protected-resource/mcp";
  private static final String FOREIGN = "https://foreign.invalid";

  @Override
  public List<Finding> examine(Subject subject, Probe probe) throws InterruptedException {
    if (subject.url().isEmpty()) {
      return List.of(Finding.skipped(NAME, "none was given; give a running server's with --url"));
    }
    String base = subject.url().get().toString();
    List<Finding> findings = new ArrayList<>();
    try {
      HttpResponse<byte[]> metadata = probe.get(URI.create(base + METADATA));
      if (metadata.statusCode() != 200) {
        return List.of(hostRefused(base, metadata.statusCode()));
      }
      findings.add(Finding.good(NAME, base + ": its Host is answered"));
      findings.add(resource(base, metadata));
      findings.addAll(transport(base, metadata, subject));
      findings.add(foreignOrigin(base, probe));
      findings.add(ownOrigin(subject.url().get(), base, probe));
      findings.add(challenge(base, probe));
    } catch (Probe.Failed failed) {
      findings.add(
          new Finding(
              NAME,
              Level.BROKEN,
              base + ": " + failed.problem(),
              "start the server, and let the proxy in front of it pass this address on"));
    }
    return findings;
  }

  private static Finding hostRefused(String base, int status) {
    return new Finding(
        NAME,
        Level.BROKEN,
        base + ": its metadata is answered with status " + status,
        "set http.public-url to this address, or add its host to http.allowed-hosts; a proxy must"
            + " pass Host and the path on unchanged");
  }

  private static Finding resource(String base, HttpResponse<byte[]> metadata) {
    String named;
    try {
      named = JsonMapper.shared().readTree(metadata.body()).path("resource").asString("");
    } catch (JacksonException _) {
      named = "";
    }
    return named.equals(base + "/mcp")
        ? Finding.good(NAME, "its metadata names this very address as the resource")
        : new Finding(
            NAME,
            Level.BROKEN,
            "its metadata names the resource '" + named + "', and clients ask for " + base + "/mcp",
            "set http.public-url to " + base);
  }

  private static List<Finding> transport(
      String base, HttpResponse<byte[]> answer, Subject subject) {
    if (!base.startsWith("https://")) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    answer
        .sslSession()
        .ifPresent(session -> findings.addAll(Certificates.served(NAME, session, subject.clock())));
    boolean pinned =
        answer
            .headers()
            .firstValue("Strict-Transport-Security")
            .filter(value -> value.contains("max-age=") && !value.contains("max-age=0"))
            .isPresent();
    findings.add(
        pinned
            ? Finding.good(NAME, "browsers are told to come back over TLS only")
            : new Finding(
                NAME,
                Level.ADVICE,
                "Strict-Transport-Security is missing",
                "let whatever terminates TLS send it: max-age=63072000; includeSubDomains"));
    return findings;
  }

  private static Finding foreignOrigin(String base, Probe probe)
      throws Probe.Failed, InterruptedException {
    int status = statusFor(FOREIGN, base, probe);
    return status == 403
        ? Finding.good(NAME, "a foreign Origin is refused")
        : new Finding(
            NAME,
            status < 400 ? Level.REFUSED : Level.WARNING,
            "a foreign Origin is answered with status " + status + " instead of 403",
            "let the proxy pass Origin on unchanged, and allow single origins only");
  }

  /// A page of this very address may ask.
  private static Finding ownOrigin(URI url, String base, Probe probe)
      throws Probe.Failed, InterruptedException {
    String own = url.getScheme() + "://" + url.getRawAuthority();
    int status = statusFor(own, base, probe);
    return status == 200
        ? Finding.good(NAME, "its own Origin is answered")
        : new Finding(
            NAME,
            Level.BROKEN,
            "the Origin " + own + " is answered with status " + status,
            "set http.public-url to " + base + ", or add the origin to http.allowed-origins");
  }

  private static int statusFor(String origin, String base, Probe probe)
      throws Probe.Failed, InterruptedException {
    return probe
        .ask(
            Probe.request(URI.create(base + METADATA))
                .header("Origin", origin)
                .header("Accept", "application/json")
                .build())
        .statusCode();
  }

  private static Finding challenge(String base, Probe probe)
      throws Probe.Failed, InterruptedException {
    HttpRequest anonymous =
        Probe.request(URI.create(base + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpResponse<byte[]> answer = probe.ask(anonymous);
    if (answer.statusCode() < 300) {
      return new Finding(
          NAME,
          Level.REFUSED,
          "the endpoint answers without a token",
          "take it off the network: it is not guarded");
    }
    String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
    boolean told =
        answer.statusCode() == 401
            && challenge.startsWith("Bearer ")
            && challenge.contains("resource_metadata=\"" + base + "/.well-known/");
    return told
        ? Finding.good(NAME, "without a token, clients are told where to get one")
        : new Finding(
            NAME,
            Level.BROKEN,
            "without a token the endpoint answers with status "
                + answer.statusCode()
                + (challenge.isEmpty()
                    ? " and no WWW-Authenticate header"
                    : " and a challenge that does not lead to this address"),
            "let the proxy pass /mcp, its status and WWW-Authenticate on unchanged, and set"
                + " http.public-url to "
                + base);
  }
}

package dev.doorward.cli.check;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The metadata of each issuer (RFC 8414 or OpenID Connect discovery), as an MCP client looks for
/// it (specification 2026-07-28: basic/authorization, "Authorization Server Metadata Discovery").
final class AuthorizationServerStep implements Step {
  private static final String NAME = "authorization server";

  @Override
  public List<Finding> examine(Subject subject, Probe probe) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Subject.CheckedIssuer issuer : subject.issuers()) {
      findings.addAll(examine(issuer, probe));
    }
    return findings;
  }

  private static List<Finding> examine(Subject.CheckedIssuer issuer, Probe probe)
      throws InterruptedException {
    URI address;
    try {
      address = URI.create(issuer.name());
    } catch (IllegalArgumentException _) {
      return List.of(noAddress(issuer));
    }
    if (address.getHost() == null) {
      return List.of(noAddress(issuer));
    }
    String problem = "";
    for (URI place : places(address)) {
      try {
        HttpResponse<byte[]> answer = probe.get(place);
        Optional<JsonNode> document = document(answer);
        if (document.isPresent()) {
          return judged(issuer, place, document.get());
        }
        problem = "it has no metadata where clients look (last status " + answer.statusCode() + ")";
      } catch (Probe.Failed failed) {
        // The other places are on the same server.
        problem = failed.problem();
        break;
      }
    }
    return List.of(
        new Finding(
            NAME,
            Level.BROKEN,
            issuer.name() + ": " + problem,
            "make it reachable from here, or mend " + issuer.key()));
  }

  private static Finding noAddress(Subject.CheckedIssuer issuer) {
    return Finding.skipped(
        NAME, issuer.key() + " is no address, so it has no metadata to look for");
  }

  private static Optional<JsonNode> document(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      return Optional.empty();
    }
    try {
      JsonNode document = JsonMapper.shared().readTree(answer.body());
      return document.isObject() ? Optional.of(document) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// Where metadata may be, in the order in which clients try.
  private static List<URI> places(URI issuer) {
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceAll("/+$", "");
    String base = issuer.getScheme() + "://" + issuer.getRawAuthority();
    List<String> places = new ArrayList<>();
    places.add(base + "/.well-known/oauth-authorization-server" + path);
    places.add(base + "/.well-known/openid-configuration" + path);
    if (!path.isEmpty()) {
      places.add(base + path + "/.well-known/openid-configuration");
    }
    return places.stream().map(URI::create).toList();
  }

  private static List<Finding> judged(Subject.CheckedIssuer issuer, URI place, JsonNode document) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good(NAME, issuer.name() + ": metadata found at " + place));
    String named = document.path("issuer").asString("");
    if (!named.equals(issuer.name())) {
      findings.add(
          broken(
              "its metadata names the issuer '" + named + "', not '" + issuer.name() + "'",
              "write exactly the issuer that it names into " + issuer.key()));
    }
    if (!names(document.path("code_challenge_methods_supported"), "S256")) {
      findings.add(
          broken(
              "it does not offer PKCE with S256, without which MCP clients refuse it",
              "switch on code_challenge_method S256 at the authorization server"));
    }
    for (String endpoint : List.of("authorization_endpoint", "token_endpoint")) {
      String address = document.path(endpoint).asString("");
      if (address.isEmpty()) {
        findings.add(
            broken("it names no " + endpoint, "switch on the authorization code flow there"));
      } else if (!isSafe(address)) {
        findings.add(
            broken(
                "its " + endpoint + " is not https: " + address,
                "give the authorization server an https address"));
      }
    }
    issuer.jwks().ifPresent(jwks -> keysPlace(issuer, document, jwks).ifPresent(findings::add));
    if (document.path("registration_endpoint").asString("").isEmpty()
        && !document.path("client_id_metadata_document_supported").asBoolean(false)) {
      findings.add(
          new Finding(
              NAME,
              Level.ADVICE,
              "it registers no clients by itself, so each needs a client id that you give it",
              "switch on client id metadata documents, or hand out client ids"));
    }
    return findings;
  }

  private static Optional<Finding> keysPlace(
      Subject.CheckedIssuer issuer, JsonNode document, String jwks) {
    String named = document.path("jwks_uri").asString("");
    boolean address = jwks.startsWith("http://") || jwks.startsWith("https://");
    return !address || named.isEmpty() || named.equals(jwks)
        ? Optional.empty()
        : Optional.of(
            new Finding(
                NAME,
                Level.WARNING,
                "its keys are at " + named + ", and " + jwks + " is configured",
                "write its jwks_uri into " + issuer.section() + ".jwks"));
  }

  private static boolean isSafe(String address) {
    try {
      Probe.request(URI.create(address));
      return true;
    } catch (Probe.Failed | IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean names(JsonNode list, String value) {
    for (JsonNode item : list) {
      if (item.isString() && item.asString().equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static Finding broken(String text, String fix) {
    return new Finding(NAME, Level.BROKEN, text, fix);
  }
}

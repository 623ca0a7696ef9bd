package dev.doorward.keycloak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One realm of a Keycloak, as a client and as an administrator see it.
///
/// @param resource the server its tokens are for
/// @param person who logs in there
record Realm(Keycloak keycloak, String name, String resource, Person person) {
  /// The client that is registered by hand.
  static final String CLIENT = "mcp-client";

  /// What a client asks for at first.
  static final List<String> BASIC =
      List.of(
          "mcp:tools.read",
          "mcp:tools.call",
          "mcp:resources.read",
          "mcp:prompts.read",
          "mcp:skills.read",
          "mcp:completion.read",
          "mcp:subscriptions.read",
          "mcp:logging.write");

  private static final String CALLBACK = "http://127.0.0.1:6276/oauth/callback";

  String issuer() {
    return keycloak.address(name);
  }

  String keys() {
    return issuer() + "/protocol/openid-connect/certs";
  }

  /// A token for the server, by authorization code with PKCE and `resource` (RFC 7636, RFC 8707).
  String token() throws Exception {
    return token(BASIC, Optional.of(resource)).path("access_token").asString();
  }

  /// What the token endpoint answers after a login.
  ///
  /// @param asked sent as `resource` to both endpoints, if there is one
  JsonNode token(List<String> scopes, Optional<String> asked) throws Exception {
    String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    byte[] hashed = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
    Map<String, String> login = new LinkedHashMap<>();
    login.put("response_type", "code");
    login.put("client_id", CLIENT);
    login.put("redirect_uri", CALLBACK);
    login.put("scope", String.join(" ", scopes));
    login.put("state", UUID.randomUUID().toString());
    login.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(hashed));
    login.put("code_challenge_method", "S256");
    asked.ifPresent(there -> login.put("resource", there));
    URI back =
        new Browser()
            .login(URI.create(issuer() + "/protocol/openid-connect/auth?" + form(login)), person);
    Map<String, String> exchange = new LinkedHashMap<>();
    exchange.put("grant_type", "authorization_code");
    exchange.put("client_id", CLIENT);
    exchange.put("redirect_uri", CALLBACK);
    exchange.put("code", parameters(back).get("code"));
    exchange.put("code_verifier", verifier);
    asked.ifPresent(there -> exchange.put("resource", there));
    return JsonMapper.shared()
        .readTree(
            keycloak.posted(issuer() + "/protocol/openid-connect/token", form(exchange)).body());
  }

  /// Gives the realm a new signing key; those it had stay published and verify what they signed.
  void rotateKeys(int priority) throws IOException, InterruptedException {
    ObjectNode key = JsonMapper.shared().createObjectNode();
    key.put("name", "rsa-" + priority).put("providerId", "rsa-generated");
    key.put("providerType", "org.keycloak.keys.KeyProvider");
    ObjectNode settings = key.putObject("config");
    settings.putArray("priority").add(String.valueOf(priority));
    settings.putArray("enabled").add("true");
    settings.putArray("active").add("true");
    settings.putArray("algorithm").add("RS256");
    keycloak.administer("POST", "/" + name + "/components", key.toString());
  }

  /// The id of the key that signed a token.
  static String keyId(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  static Map<String, String> parameters(URI address) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : address.getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      found.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return found;
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}

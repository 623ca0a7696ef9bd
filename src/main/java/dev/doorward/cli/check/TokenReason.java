package dev.doorward.cli.check;

/// What the class of a refusal means to whoever looks after the issuer.
///
/// @param meaning what is wrong with the token
/// @param fix what to change, and where
record TokenReason(String meaning, String fix) {
  static TokenReason of(String reason) {
    return switch (reason) {
      case "too_long" -> new TokenReason("it is longer than 8 KiB", "put fewer claims into it");
      case "malformed" ->
          new TokenReason(
              "it is no signed JWT in its one canonical form",
              "send the access token itself, whole and without quotes, not an ID or opaque token");
      case "scheme" ->
          new TokenReason("it is not sent as Bearer", "send it as Authorization: Bearer TOKEN");
      case "algorithm" ->
          new TokenReason(
              "it is signed with an algorithm that is not accepted",
              "let the issuer sign with RS256, PS256 or ES256, or see algorithms of its issuer's section");
      case "type" ->
          new TokenReason(
              "its typ header is not that of an access token",
              "let the issuer write at+jwt (RFC 9068), or see token-types of its issuer's section");
      case "not_an_access_token" ->
          new TokenReason(
              "its claims are those of another kind of token", "send the access token instead");
      case "critical_header", "foreign_header" ->
          new TokenReason(
              "its header asks for something that nothing here does",
              "let the issuer leave extensions out of the header");
      case "embedded_key" ->
          new TokenReason(
              "it brings its own key or says where one is",
              "let the issuer leave jwk, jku, x5u and x5c out of the header");
      case "key_id" ->
          new TokenReason("its key id is malformed or missing", "let the issuer write a plain kid");
      case "signature" ->
          new TokenReason(
              "its signature does not fit any key of its issuer",
              "see the keys above: it may be signed by a key that is not published, or changed on the"
                  + " way");
      case "too_many_claims" ->
          new TokenReason("it has more than 64 claims", "put fewer claims into it");
      case "issuer" ->
          new TokenReason(
              "its iss is not exactly an issuer of the configuration",
              "write that iss, letter for letter, into issuer.name or a profile of issuers, or get a token elsewhere");
      case "audience" ->
          new TokenReason(
              "it is for another server",
              "ask for it with resource set to this server's address, or add its aud to audience of"
                  + " its issuer's section");
      case "subject" ->
          new TokenReason("its sub is missing, empty or no text", "let the issuer write a sub");
      case "key_bound" ->
          new TokenReason(
              "it is bound to a key (cnf), and the proof is not checked here",
              "get a bearer token that is not bound");
      case "not_bound" ->
          new TokenReason(
              "its issuer's section demands tokens that are bound to a certificate",
              "let the client ask for it with its certificate (RFC 8705)");
      case "tenant" ->
          new TokenReason(
              "it is of another tenant", "see tenant of its issuer's section, or get another");
      case "inactive" ->
          new TokenReason("its provider says that it is not active", "get a new one");
      case "api_key" ->
          new TokenReason(
              "no API key of the configuration is this one", "add it to api-keys, or get another");
      case "api_key_expired" ->
          new TokenReason("this API key is over", "see expires of its section, or get another");
      case "no_times" -> new TokenReason("it has no iat or no exp", "let the issuer write both");
      case "issued_in_future" ->
          new TokenReason(
              "it was issued in the future", "see the clock below; one of the two is wrong");
      case "lives_too_long" ->
          new TokenReason(
              "it lives for more than 7 days, or its times are in milliseconds",
              "let the issuer give it a shorter life");
      case "expired" -> new TokenReason("it is over, or not good yet", "get a new one");
      case "blocked" -> new TokenReason("it is on the block list", "unblock it, or get another");
      case "unavailable" ->
          new TokenReason(
              "it cannot be judged while the issuer cannot be asked", "see the keys above");
      default ->
          new TokenReason("the door refuses it for this reason", "see the reason in SECURITY.md");
    };
  }
}

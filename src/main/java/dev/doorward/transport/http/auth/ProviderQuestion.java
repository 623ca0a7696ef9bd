package dev.doorward.transport.http.auth;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// What one kind of provider is asked about a token, and what its answers mean.
sealed interface ProviderQuestion permits Introspection, GoogleTokens, GithubApplication {
  /// The question about a token whose form is right.
  HttpRequest about(String token);

  /// What an answer that is one JSON object means.
  Reading read(int status, Map<String, Object> answer);

  /// What an answer means.
  sealed interface Reading {
    /// The provider knows the token and says this of it, under the names of RFC 7662.
    record Told(Map<String, Object> claims) implements Reading {}

    /// The token is nobody's, or is over.
    record Refused() implements Reading {}

    /// The answer is none.
    ///
    /// @param problem a fixed class for logs
    record Trouble(String problem) implements Reading {}
  }

  /// A status that says nothing of the token.
  static Reading.Trouble trouble(int status) {
    return new Reading.Trouble("status_" + status);
  }

  /// The credentials of a client as RFC 6749, section 2.3.1, writes them: each encoded like a form
  /// before they are joined.
  static String basic(LookupProfile.Client client) {
    String joined = form(client.id()) + ":" + form(client.secret().value());
    return "Basic "
        + Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.US_ASCII));
  }

  /// A text in a form or query.
  static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package dev.doorward.transport.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Map;

/// Where a profile has its issuer's keys: a secret, a file, or an address they are fetched from.
final class IssuerKeySource {
  private static final int MOST_KEY_BYTES = 256 * 1024;

  private IssuerKeySource() {}

  /// @param filed takes the keys that were read from a file, under the profile's name
  /// @throws IssuerRefused when a file of keys cannot be used, with the profile to mend
  static JWKSource<SecurityContext> of(
      String name,
      IssuerProfile profile,
      ProviderClient client,
      InstantSource clock,
      Map<String, String> filed) {
    if (profile.secret().isPresent()) {
      return new ImmutableSecret<>(profile.secret().get().bytes());
    }
    String place = profile.jwks().orElseThrow();
    if (!place.startsWith("https://") && !place.startsWith("http://")) {
      JWKSet keys = read(name, Path.of(place));
      filed.put(name, keys.toString());
      return (selector, context) -> KeyChoice.of(keys, selector);
    }
    java.net.http.HttpRequest question =
        java.net.http.HttpRequest.newBuilder(URI.create(place))
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    return new IssuerKeys(name, () -> published(client, question), clock);
  }

  private static byte[] published(ProviderClient client, java.net.http.HttpRequest question)
      throws IOException {
    ProviderClient.Answer answer = client.ask(question, MOST_KEY_BYTES);
    if (answer.status() != 200) {
      throw new IOException("the issuer answered with a status other than 200");
    }
    return answer.body();
  }

  private static JWKSet read(String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_KEY_BYTES + 1);
      if (bytes.length <= MOST_KEY_BYTES) {
        return KeyChoice.usable(JWKSet.parse(new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (IOException | ParseException | IllegalArgumentException _) {
      // Refused below, like a file that is too large.
    }
    throw new IssuerRefused(
        (name.equals("issuer") ? name : "issuers." + name)
            + ".jwks: the file is no JSON Web Key Set with a public key that verifies signatures;"
            + " put the issuer's keys there");
  }
}

package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.http.auth.BoundTokens;
import dev.doorward.transport.http.tls.TestAuthority;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that are bound to certificates, on connections of those and of others.
final class BoundTokensAtTheDoorTest {
  @TempDir static Path folder;
  private static CertifiedDoor house;

  @BeforeAll
  static void open() throws Exception {
    house = new CertifiedDoor(folder);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void aBoundTokenIsGoodOnItsOwnConnectionsOnly() throws Exception {
    for (String token :
        List.of(
            house.tokens.may(BoundTokens.to(TestAuthority.leaf(house.builder))),
            house.tokens.must(BoundTokens.to(TestAuthority.leaf(house.builder))))) {
      String bearer = "Bearer " + token;

      // Refused before anything is known of it, and after it was found good elsewhere.
      CertifiedDoor.requireInvalid(house.ask(house.other, "Authorization", bearer));
      for (int i = 0; i < 2; i++) {
        assertThat(house.ask(house.builder, "Authorization", bearer).body())
            .contains("subject=alice");
        CertifiedDoor.requireInvalid(house.ask(house.other, "Authorization", bearer));
        CertifiedDoor.requireInvalid(house.askBare("Authorization", bearer));
      }
    }
  }

  static List<String> unproven() throws Exception {
    String thumbprint = BoundTokens.thumbprint(TestAuthority.leaf(house.builder));
    return List.of(
        "{}",
        "null",
        "[]",
        "\"" + thumbprint + "\"",
        "{\"jkt\":\"" + thumbprint + "\"}",
        "{\"jkt\":\"x\",\"x5t#S256\":\"" + thumbprint + "\"}",
        "{\"x5t#S256\":\"" + thumbprint + "=\"}",
        "{\"x5t#S256\":\"" + thumbprint.substring(1) + "\"}",
        "{\"x5t#S256\":[\"" + thumbprint + "\"]}",
        "{\"x5t#S256\":null}",
        "{\"x5t#S256\":\"\"}",
        "{\"x5t\":\"" + thumbprint + "\"}",
        "{\"X5T#S256\":\"" + thumbprint + "\"}");
  }

  @ParameterizedTest
  @MethodSource("unproven")
  void aBindingThatIsNotUnderstoodIsNoneThatHolds(String confirmation) throws Exception {
    CertifiedDoor.requireInvalid(
        house.ask(house.builder, "Authorization", "Bearer " + house.tokens.may(confirmation)));
  }

  @Test
  void anIssuerThatMustBindIsNotBelievedWithout() throws Exception {
    CertifiedDoor.requireInvalid(
        house.ask(house.builder, "Authorization", "Bearer " + house.tokens.must("")));
    CertifiedDoor.requireInvalid(house.askBare("Authorization", "Bearer " + house.tokens.must("")));
  }

  @Test
  void tellsThatTokensMayBeBound() throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.empty(), house.server, HttpClient.Version.HTTP_2)) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "https://localhost:"
                          + house.door.port()
                          + "/.well-known/oauth-protected-resource/mcp"))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .contains("\"tls_client_certificate_bound_access_tokens\":true");
    }
  }
}

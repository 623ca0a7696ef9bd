package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.doorward.caller.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIssuerTest {
  private static final String AUDIENCE = "http://127.0.0.1:8080/mcp";

  @TempDir Path folder;

  private Instant now = Instant.parse("2026-03-01T12:00:00.5Z");

  @Test
  void mintsAnAccessTokenWithEveryRequiredClaim() throws Exception {
    LocalIssuer issuer = open();

    SignedJWT token =
        SignedJWT.parse(issuer.mint("ann", List.of("viewer"), AUDIENCE, Duration.ofHours(1)));

    assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(issuer.name()).startsWith("urn:doorward:local:");
    assertThat(claims.getSubject()).isEqualTo("ann");
    assertThat(claims.getAudience()).containsExactly(AUDIENCE);
    assertThat(claims.getIssueTime()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(claims.getExpirationTime()).isEqualTo("2026-03-01T13:00:00Z");
    assertThat(claims.getJWTID()).isNotBlank();
    assertThat(claims.getStringClaim("client_id")).isEqualTo("doorward-cli");
    assertThat(claims.getStringListClaim("roles")).containsExactly("viewer");
    assertThat(claims.getStringClaim("scope").split(" ", -1))
        .containsExactlyInAnyOrderElementsOf(Scope.ALL.stream().map(Scope::value).toList());
    assertThat(verifies(token, issuer)).isTrue();
  }

  @Test
  void keepsItsKeyAndNameAcrossStarts() throws Exception {
    LocalIssuer first = open();
    String token = mint(first);

    LocalIssuer second = open();

    assertThat(second.name()).isEqualTo(first.name());
    assertThat(verifies(SignedJWT.parse(token), second)).isTrue();
  }

  @Test
  void givesOutNoPrivatePart() {
    assertThat(open().publicKeys().getKeys()).noneMatch(JWK::isPrivate);
  }

  @Test
  void writesTheKeyForItsOwnerOnly() throws IOException {
    open();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("issuer-keys.json", "issuer-keys.lock");
    }
  }

  @Test
  void replacesTheKeyAfterThirtyDaysAndAcceptsTheOldOneUntilItsLastTokenIsOver() throws Exception {
    LocalIssuer issuer = open();
    now = now.plus(Duration.ofDays(29));
    SignedJWT old = SignedJWT.parse(issuer.mint("a", List.of(), AUDIENCE, Duration.ofDays(7)));
    now = now.plus(Duration.ofDays(2));

    SignedJWT fresh = SignedJWT.parse(mint(issuer));

    assertThat(fresh.getHeader().getKeyID()).isNotEqualTo(old.getHeader().getKeyID());
    assertThat(issuer.publicKeys().getKeys()).hasSize(1 + 1);
    assertThat(verifies(old, issuer)).isTrue();
    assertThat(Files.readString(keyFile())).containsOnlyOnce("\"d\"");
    now = now.plus(Duration.ofDays(8));
    assertThat(issuer.publicKeys().getKeyByKeyId(old.getHeader().getKeyID())).isNull();
    assertThat(verifies(fresh, issuer)).isTrue();
  }

  @Test
  void seesTheRotationOfAnotherProcessWithinASecond() throws Exception {
    LocalIssuer server = open();
    now = now.plus(Duration.ofDays(31));
    LocalIssuer command = open();
    SignedJWT token = SignedJWT.parse(mint(command));
    // File systems keep times coarsely; another process writes later than this one started.
    Files.setLastModifiedTime(keyFile(), java.nio.file.attribute.FileTime.from(now));

    assertThat(verifies(token, server)).isTrue();
  }

  @Test
  void keepsItsKeysWhenTheFileIsSpoiltWhileItRuns() throws Exception {
    LocalIssuer server = open();
    SignedJWT token = SignedJWT.parse(mint(server));
    Files.writeString(keyFile(), "spoilt");
    now = now.plus(Duration.ofMinutes(1));

    assertThat(verifies(token, server)).isTrue();
  }

  @Test
  void refusesASpoiltKeyAndLeavesItAlone() throws IOException {
    open();
    String whole = Files.readString(keyFile());
    for (String spoilt :
        List.of(
            "",
            "{",
            "[]",
            "{\"keys\":[]}",
            whole.substring(0, whole.length() / 2),
            whole.replace("instance", "other"),
            whole.replaceAll("\"d\":\"....", "\"d\":\"AAAA"),
            whole.replaceAll("\"n\":\"....", "\"n\":\"zAAA"),
            "x".repeat(300_000))) {
      Files.writeString(keyFile(), spoilt);

      assertThatThrownBy(this::open).as(spoilt).isInstanceOf(KeyRefused.class);
      assertThat(Files.readString(keyFile())).isEqualTo(spoilt);
    }
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException {
    open();
    Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(this::open).isInstanceOf(KeyRefused.class).hasMessageContaining("600");
  }

  @Test
  void agreesOnOneKeyWhenManyOpenTheFolderAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> opens = java.util.Collections.nCopies(8, () -> open().name());
      var names = new java.util.HashSet<String>();
      for (Future<String> name : threads.invokeAll(opens)) {
        names.add(name.get());
      }
      assertThat(names).hasSize(1);
    }
  }

  @Test
  void refusesALifeBeyondTheLongest() {
    LocalIssuer issuer = open();

    assertThatThrownBy(() -> issuer.mint("a", List.of(), AUDIENCE, Duration.ofDays(8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> issuer.mint("a", List.of(), AUDIENCE, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private LocalIssuer open() {
    return LocalIssuer.open(folder, () -> now);
  }

  private Path keyFile() {
    return folder.resolve("issuer-keys.json");
  }

  private static String mint(LocalIssuer issuer) {
    return issuer.mint("ann", List.of("developer"), AUDIENCE, Duration.ofHours(1));
  }

  private static boolean verifies(SignedJWT token, LocalIssuer issuer) throws Exception {
    JWK key = issuer.publicKeys().getKeyByKeyId(token.getHeader().getKeyID());
    return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
  }
}

package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditEntry;
import dev.doorward.audit.AuditSettings;
import dev.doorward.audit.AuditTrail;
import dev.doorward.audit.FileSink;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Scope;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HealthStatusFilterTest {
  @Test
  void isNotReadyButAliveWhileTheAuditTrailFails(@TempDir Path data) throws Exception {
    LocalIssuer issuer = LocalIssuer.open(data, InstantSource.system());
    FileSink sink =
        FileSink.open(data, AuditSettings.DEFAULTS, new SecureRandom(), Optional.empty());
    AuditTrail audit = new AuditTrail(sink, InstantSource.system());
    try (HttpDoor door =
        HttpDoor.open(
            new HttpSettings(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                HttpSettings.DEFAULTS.publicUrl(),
                List.of(),
                List.of(),
                4_096,
                List.of(),
                ConnectionSettings.DEFAULTS,
                TlsSettings.DEFAULTS),
            new HttpDoorTest.Parrot(),
            audience -> AccessTokens.local(issuer, audience, InstantSource.system()),
            Scope.BASIC,
            List.of(audit, QuietHouse.limits(), QuietHouse.blocks()))) {
      assertThat(status(door, "/health/readiness")).isEqualTo(200);
      sink.close();
      Caller caller =
          new Caller(new CallerId("issuer", "ada"), Set.of(), Set.of(), "test", Door.HTTP);
      assertThat(audit.intent(new AuditEntry("r-1", caller, "modern", "ping", ""))).isFalse();
      assertThat(status(door, "/health/readiness")).isEqualTo(503);
      assertThat(status(door, "/health/liveness")).isEqualTo(200);
    }
  }

  private static int status(HttpDoor door, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + door.managementPort() + path);
    try (HttpClient client = RecordingClient.create()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}

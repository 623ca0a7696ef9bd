package dev.doorward.transport.http;

import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.tls.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Clients that show certificates of their own to a door.
final class CertifiedClients {
  private CertifiedClients() {}

  static HttpClient showing(
      Optional<KeyStore> own, TestCertificates server, HttpClient.Version version)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", server.store().getCertificate("door"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManager[] keys = null;
    if (own.isPresent()) {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(own.get(), TestCertificates.PASSWORD.toCharArray());
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), new SecureRandom());
    return RecordingClient.of(HttpClient.newBuilder().version(version).sslContext(context).build());
  }

  static HttpResponse<String> ask(HttpClient client, HttpDoor door, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(door, "{}", headers), BodyHandlers.ofString());
  }

  static HttpResponse<InputStream> stream(HttpClient client, HttpDoor door)
      throws IOException, InterruptedException {
    return client.send(request(door, "{\"stream\":1}"), BodyHandlers.ofInputStream());
  }

  private static HttpRequest request(HttpDoor door, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + door.port() + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }
}

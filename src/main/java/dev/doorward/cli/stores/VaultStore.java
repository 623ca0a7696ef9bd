package dev.doorward.cli.stores;

import dev.doorward.cli.stores.SecretReference.InVault;
import dev.doorward.transport.http.HttpSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/// Reads one field of a secret of HashiCorp Vault (or OpenBao) over its HTTP API: key-value engine,
/// version 2. One question with a deadline and a largest answer; certificates are checked,
/// redirects are not followed, and plain HTTP goes to loopback only, because the token is in every
/// question.
final class VaultStore {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 256 * 1024;

  private final Map<String, String> environment;

  /// @param environment `VAULT_ADDR`, `VAULT_CACERT`, `VAULT_NAMESPACE` and what [VaultLogin] reads
  VaultStore(Map<String, String> environment) {
    this.environment = environment;
  }

  /// What came back.
  record Answer(int status, byte[] body) {}

  String read(InVault wanted) throws SecretUnavailable {
    String base = address();
    HttpClient client = client();
    try {
      String token = new VaultLogin(environment).token(base, request -> ask(client, request));
      HttpRequest question =
          namespaced(HttpRequest.newBuilder(URI.create(base + "/v1/" + wanted.path())))
              .header("X-Vault-Token", token)
              .GET()
              .build();
      return field(ask(client, question), wanted.field());
    } finally {
      client.shutdownNow();
    }
  }

  private HttpRequest.Builder namespaced(HttpRequest.Builder question) throws SecretUnavailable {
    Optional<String> namespace = set(environment, "VAULT_NAMESPACE");
    if (namespace.isPresent()) {
      if (!namespace.get().matches("[A-Za-z0-9/._-]{1,256}")) {
        throw new SecretUnavailable(
            "cannot be had, VAULT_NAMESPACE is no namespace", "write it as team/project");
      }
      question.header("X-Vault-Namespace", namespace.get());
    }
    return question;
  }

  private static String field(Answer answer, String field) throws SecretUnavailable {
    switch (answer.status()) {
      case 200 -> {}
      case 403 ->
          throw new SecretUnavailable(
              "cannot be had, Vault refuses the token (403)",
              "give a token that is good and whose policy reads this path");
      case 404 ->
          throw new SecretUnavailable(
              "is not there (404)",
              "look at the path, written as engine/data/name, and at whether it was deleted");
      default ->
          throw new SecretUnavailable(
              "cannot be had, Vault answers " + answer.status(),
              "see that VAULT_ADDR is the active, unsealed server itself");
    }
    JsonNode data =
        JsonFields.object(answer.body())
            .map(body -> body.path("data").path("data"))
            .filter(JsonNode::isObject)
            .orElseThrow(
                () ->
                    new SecretUnavailable(
                        "cannot be had, the answer is none of a key-value engine of version 2",
                        "see that VAULT_ADDR is Vault and the engine has versions"));
    return JsonFields.text(data, field)
        .orElseThrow(
            () ->
                new SecretUnavailable(
                    "is not there: the secret has no such field, or it is no text",
                    "put it there, or name another field"));
  }

  private String address() throws SecretUnavailable {
    String written =
        set(environment, "VAULT_ADDR")
            .orElseThrow(
                () ->
                    new SecretUnavailable(
                        "cannot be had, VAULT_ADDR is not set",
                        "set it to Vault's address, such as https://vault.example.org:8200"));
    try {
      URI address = URI.create(written.replaceAll("/{1,8}$", ""));
      boolean http = "http".equals(address.getScheme());
      if (address.getHost() != null
          && (http || "https".equals(address.getScheme()))
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        if (http && !HttpSettings.isLoopback(address.getHost())) {
          throw new SecretUnavailable(
              "cannot be had, VAULT_ADDR is plain http beyond loopback", "use https");
        }
        return address.toString();
      }
    } catch (IllegalArgumentException _) {
      // Refused below, like an address of another kind.
    }
    throw new SecretUnavailable(
        "cannot be had, VAULT_ADDR is no address", "write it as https://vault.example.org:8200");
  }

  private HttpClient client() throws SecretUnavailable {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    Optional<String> authorities = set(environment, "VAULT_CACERT");
    if (authorities.isPresent()) {
      builder.sslContext(trusting(authorities.get()));
    }
    return builder.build();
  }

  private static SSLContext trusting(String file) throws SecretUnavailable {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(Path.of(file))))) {
        trusted.setCertificateEntry("authority-" + number++, authority);
      }
      if (number > 0) {
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
      }
    } catch (GeneralSecurityException | IOException | InvalidPathException _) {
      // Refused below, like a file without a certificate.
    }
    throw new SecretUnavailable(
        "cannot be had, VAULT_CACERT names no PEM file with certificates that can be read",
        "name the authority of Vault's certificate");
  }

  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private static Answer ask(HttpClient client, HttpRequest question) throws SecretUnavailable {
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(question, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException | ExecutionException _) {
      throw unreachable();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unreachable();
    } finally {
      coming.cancel(true);
    }
  }

  private static SecretUnavailable unreachable() {
    return new SecretUnavailable(
        "cannot be had, Vault does not answer within "
            + PATIENCE.toSeconds()
            + " seconds with a certificate that is trusted",
        "look at VAULT_ADDR, at the way there, and at VAULT_CACERT");
  }

  /// A variable that is set and not blank.
  static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}

package dev.doorward.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.conformance.Distribution;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole server with both of its private keys in SoftHSM: TLS and the local issuer sign there.
@Tag("long")
class Pkcs11ContractTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir static Path tokens;
  static SoftHsm hsm;

  @TempDir Path folder;

  @BeforeAll
  static void set() throws Exception {
    hsm = SoftHsm.set(tokens);
    hsm.make("door-ec", "-keyalg", "EC", "-groupname", "secp256r1");
    hsm.make("door-rsa", "-keyalg", "RSA", "-keysize", "2048");
    hsm.make("issuer", "-keyalg", "RSA", "-keysize", "2048");
  }

  @ParameterizedTest
  @CsvSource({"door-ec, TLSv1.3", "door-ec, TLSv1.2", "door-rsa, TLSv1.3", "door-rsa, TLSv1.2"})
  void servesTlsAndAcceptsTokensSignedInTheToken(String label, String protocol) throws Exception {
    Map<String, String> settings = settings(label);
    int port = ConfiguredServer.freePort();
    Process server =
        process(settings, "http", "serve", "--port", "" + port, "--management-port", "0");
    try (HttpClient client = client(hsm.certificate(label), protocol)) {
      awaitStart(server.errorReader(StandardCharsets.UTF_8));
      Ended token = run(settings, "token", "--port", "" + port);
      assertThat(token.code()).as(token.err()).isZero();

      HttpResponse<String> answer = echo(client, port, token.out().strip());
      assertThat(answer.body()).contains("hi");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);

      assertThat(echo(client, port, token.out().strip() + "A").statusCode()).isEqualTo(401);
      assertThat(folder.resolve("data").resolve("issuer-keys.json")).doesNotExist();
      assertThat(Files.readString(folder.resolve("data").resolve("audit.jsonl")))
          .doesNotContain(SoftHsm.PIN);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void everyProcessWithTheSameKeyIsTheSameIssuer() throws Exception {
    Map<String, String> settings = settings("door-ec");
    List<String> issuers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String token = run(settings, "token", "--port", "8080").out().strip();
      String claims =
          new String(
              java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]),
              StandardCharsets.UTF_8);
      issuers.add(claims.replaceAll(".*\"iss\":\"([^\"]+)\".*", "$1"));
    }
    assertThat(issuers.getFirst()).startsWith("urn:doorward:local:");
    assertThat(issuers).allMatch(issuers.getFirst()::equals);
  }

  @Test
  void checkSaysThatTheTokenSigns() throws Exception {
    Ended good = check(settings("door-ec"));

    assertThat(good.out())
        .contains("http.pkcs11.pin is set by DOORWARD_HTTP_PKCS11_PIN_FILE")
        .contains("the token lets this process in and signs with its keys")
        .contains("the certificate of http.tls.certificate ends in")
        .doesNotContain(SoftHsm.PIN);
  }

  @ParameterizedTest
  @CsvSource({
    "DOORWARD_HTTP_PKCS11_TLS_KEY, nothing, http.pkcs11.tls-key: the token shows no private key",
    "DOORWARD_HTTP_PKCS11_TLS_KEY, door-rsa, http.pkcs11.tls-key: the key in the token is not",
    "DOORWARD_HTTP_PKCS11_ISSUER_KEY, nothing, http.pkcs11.issuer-key: the token shows no private",
    "DOORWARD_HTTP_PKCS11_ISSUER_KEY, door-ec, http.pkcs11.issuer-key: it is no RSA key",
    "DOORWARD_HTTP_PKCS11_CONFIG, /not/there.cfg, http.pkcs11.config: '/not/there.cfg' cannot be"
  })
  void refusesToStartWithAKeyThatCannotBeUsed(String variable, String value, String line)
      throws Exception {
    Map<String, String> settings = settings("door-ec");
    settings.put(variable, value);

    refused(settings, line);
  }

  @Test
  void refusesAWrongPin() throws Exception {
    Map<String, String> settings = settings("door-ec");
    Files.writeString(folder.resolve("pin"), "another-pin-1234");

    refused(settings, "http.pkcs11.pin: the token does not let this process in");
  }

  @Test
  void refusesAConfigurationThatNamesNoLibraryOrThatOthersMayChange() throws Exception {
    Map<String, String> settings = settings("door-ec");
    Path config = Files.writeString(folder.resolve("own.cfg"), "name = A\nlibrary = /no/such.so\n");
    settings.put("DOORWARD_HTTP_PKCS11_CONFIG", config.toString());
    refused(settings, "opens no token");

    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw-rw-"));
    refused(settings, "http.pkcs11.config: every user can change");
  }

  private void refused(Map<String, String> settings, String line) throws Exception {
    Ended start = run(settings, "serve", "--port", "0", "--management-port", "0");
    assertThat(start.code()).isNotZero();
    assertThat(start.err().lines()).singleElement().asString().contains(line).contains("; ");
    Ended checked = check(settings);
    assertThat(checked.out().replaceAll("\\s+", " ")).contains("refused").contains("Grade F");
    assertThat(start.err() + checked.out() + checked.err())
        .doesNotContain(SoftHsm.PIN, "another-pin-1234");
  }

  private record Ended(int code, String out, String err) {}

  private Map<String, String> settings(String tlsKey) throws Exception {
    Path pin = Files.writeString(folder.resolve("pin"), SoftHsm.PIN);
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("SOFTHSM2_CONF", hsm.softHsmConfig().toString());
    settings.put("DOORWARD_HTTP_TLS_CERTIFICATE", hsm.certificate(tlsKey).toString());
    settings.put("DOORWARD_HTTP_PKCS11_CONFIG", hsm.config().toString());
    settings.put("DOORWARD_HTTP_PKCS11_PIN_FILE", pin.toString());
    settings.put("DOORWARD_HTTP_PKCS11_TLS_KEY", tlsKey);
    settings.put("DOORWARD_HTTP_PKCS11_ISSUER_KEY", "issuer");
    settings.put("DOORWARD_DATA", folder.resolve("data").toString());
    return settings;
  }

  private Ended check(Map<String, String> settings) throws Exception {
    return run(settings, "check", "--port", "0", "--management-port", "0");
  }

  private Process process(Map<String, String> settings, String door, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(Distribution.command(door));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile());
    builder.environment().putAll(settings);
    return builder.start();
  }

  private Ended run(Map<String, String> settings, String... words) throws Exception {
    Process process = process(settings, "stdio", words);
    try {
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Ended(process.exitValue(), Files.readString(folder.resolve("out")), err);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitStart(BufferedReader said) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      if (line.contains("server.started")) {
        Thread.ofVirtual().start(() -> said.lines().forEach(dropped -> {}));
        return;
      }
    }
    assertThat(lines).as("the server ended").isEmpty();
  }

  private static HttpClient client(Path trusted, String protocol) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(trusted)) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
  }

  private static HttpResponse<String> echo(HttpClient client, int port, String token)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", "tools/call")
            .header("Mcp-Name", "echo")
            .header("Authorization", "Bearer " + token)
            .POST(
                BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{"
                        + "\"name\":\"echo\",\"arguments\":{\"message\":\"hi\"},\"_meta\":{"
                        + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}"))
            .build(),
        BodyHandlers.ofString());
  }
}

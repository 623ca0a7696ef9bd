package dev.doorward.transport.http;

import dev.doorward.transport.http.tls.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// Clients of a door that speaks TLS.
final class TlsClients {
  private TlsClients() {}

  static ConnectionSettings hasty() {
    ConnectionSettings usual = ConnectionSettings.DEFAULTS;
    return new ConnectionSettings(
        usual.most(),
        usual.perAddress(),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        usual.headerBytes(),
        usual.headers(),
        usual.pipelined(),
        usual.streamsPerCaller());
  }

  static HttpRequest call(RawDoor door) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + door.door().port() + "/mcp"))
        .header("Authorization", "Bearer " + door.token())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  static void write(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  static SSLSocket connect(int port, SSLContext context, String protocol, String... alpn)
      throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    try {
      socket.setSoTimeout(20_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      parameters.setApplicationProtocols(alpn);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static SSLContext trusting(TestCertificates... servers)
      throws GeneralSecurityException, IOException {
    return context(Optional.empty(), servers);
  }

  static SSLContext showing(TestCertificates own, TestCertificates... servers)
      throws GeneralSecurityException, IOException {
    return context(Optional.of(own), servers);
  }

  static SSLContext context(Optional<TestCertificates> own, TestCertificates... servers)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < servers.length; i++) {
      trusted.setCertificateEntry("server-" + i, servers[i].store().getCertificate("door"));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        own.map(shown -> new KeyManager[] {new Insistent(shown)}).orElse(null),
        trust.getTrustManagers(),
        new SecureRandom());
    return context;
  }

  /// Shows its certificate even to a server that did not ask for one of its issuer.
  private static final class Insistent extends X509ExtendedKeyManager {
    private final TestCertificates own;

    Insistent(TestCertificates own) {
      this.own = own;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"door"};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "door";
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return "";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      try {
        return new X509Certificate[] {(X509Certificate) own.store().getCertificate("door")};
      } catch (KeyStoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      try {
        return (PrivateKey) own.store().getKey("door", TestCertificates.PASSWORD.toCharArray());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

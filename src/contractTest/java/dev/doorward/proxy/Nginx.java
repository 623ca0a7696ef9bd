package dev.doorward.proxy;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An nginx of its own on loopback, set up as `examples/nginx` says, with a certificate made for
/// the run.
final class Nginx implements AutoCloseable {
  private final Process process;
  private final SSLContext trust;

  private Nginx(Process process, SSLContext trust) {
    this.process = process;
    this.trust = trust;
  }

  /// Starts it and waits until it takes connections; reports the test skipped where a program is
  /// missing.
  ///
  /// @param folder an empty folder for all it writes
  /// @param port where it listens with TLS, as localhost
  /// @param behind the port of the server behind it
  static Nginx start(Path folder, int port, int behind) throws Exception {
    String nginx = Programs.found("nginx", "apt-get install nginx-light");
    String openssl = Programs.found("openssl", "apt-get install openssl");
    Path key = folder.resolve("tls.key");
    Path certificate = folder.resolve("tls.crt");
    Programs.run(
        openssl,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    Path written = folder.resolve("nginx.conf");
    Files.writeString(written, configuration(folder, port, behind, key, certificate));
    Process process =
        new ProcessBuilder(nginx, "-p", folder.toString(), "-c", written.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Nginx started = new Nginx(process, trust(certificate));
    started.awaitListening(port, folder);
    return started;
  }

  private static String configuration(Path folder, int port, int behind, Path key, Path certificate)
      throws IOException {
    String server =
        Files.readString(Distribution.ROOT.resolve("examples/nginx/doorward.conf"))
            .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
            .replace("/etc/nginx/tls/mcp.example.org.crt", certificate.toString())
            .replace("/etc/nginx/tls/mcp.example.org.key", key.toString())
            .replace("server_name mcp.example.org", "server_name localhost")
            .replace("127.0.0.1:8080", "127.0.0.1:" + behind);
    return """
        daemon off;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log stderr warn;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %2$s
        }
        """
        .formatted(folder, server);
  }

  private static SSLContext trust(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private void awaitListening(int port, Path folder) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          throw new IOException(Files.readString(folder.resolve("nginx.log")));
        }
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  /// Trusts its certificate and no other.
  SSLContext trust() {
    return trust;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.tls.TestCertificates;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// New certificates for a door that is busy.
final class CertificateSwapTest {
  @TempDir static Path folder;
  static TestCertificates first;
  static TestCertificates second;

  @TempDir Path data;

  @BeforeAll
  static void make() throws Exception {
    first = TestCertificates.make(folder, "first");
    second = TestCertificates.make(folder, "second");
  }

  @Test
  void swapsCertificatesUnderRunningRequestsWithoutLosingOne() throws Exception {
    // As Kubernetes does it: the files are links into a folder that is itself a link.
    Path mount = Files.createDirectory(data.resolve("mount"));
    version(mount, "..1", first);
    version(mount, "..2", second);
    Path current = mount.resolve("..data");
    Files.createSymbolicLink(current, Path.of("..1"));
    Path certificate =
        Files.createSymbolicLink(mount.resolve("tls.crt"), Path.of("..data/tls.crt"));
    Path key = Files.createSymbolicLink(mount.resolve("tls.key"), Path.of("..data/tls.key"));
    TlsSettings settings =
        new TlsSettings(
            Optional.of(certificate),
            Optional.of(key),
            Optional.empty(),
            TlsSettings.ClientCertificates.REQUIRED,
            false);
    SSLContext trust = TlsClients.trusting(first, second);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    try (RawDoor door =
            RawDoor.open(data, RawDoor.loopback(ConnectionSettings.DEFAULTS, settings));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (HttpClient.Version version : HttpClient.Version.values()) {
        if (version == HttpClient.Version.HTTP_1_1 || version == HttpClient.Version.HTTP_2) {
          callers.add(
              threads.submit(() -> keepCalling(door, trust, version, over, answered, failed)));
        }
      }
      callers.add(threads.submit(() -> keepConnecting(door, trust, over, answered, failed)));
      assertThat(served(door, trust)).isEqualTo(first.store().getCertificate("door"));
      for (String next : List.of("..2", "..1")) {
        Path link = mount.resolve("..new");
        Files.createSymbolicLink(link, Path.of(next));
        Files.move(link, current, StandardCopyOption.ATOMIC_MOVE);
        Certificate expected = (next.equals("..2") ? second : first).store().getCertificate("door");
        int before = answered.get();
        while (!served(door, trust).equals(expected) || answered.get() < before + 20) {
          Thread.onSpinWait();
        }
      }
      over.set(true);
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    assertThat(failed).isEmpty();
    assertThat(answered.get()).isGreaterThan(40);
  }

  private static void version(Path mount, String name, TestCertificates made) throws IOException {
    Path folder = Files.createDirectory(mount.resolve(name));
    Files.copy(made.certificate(), folder.resolve("tls.crt"));
    Files.copy(made.key(), folder.resolve("tls.key"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void keepCalling(
      RawDoor door,
      SSLContext trust,
      HttpClient.Version version,
      AtomicBoolean over,
      AtomicInteger answered,
      ConcurrentLinkedQueue<String> failed) {
    try (HttpClient http =
        RecordingClient.of(HttpClient.newBuilder().version(version).sslContext(trust).build())) {
      while (!over.get()) {
        HttpResponse<String> response =
            http.send(TlsClients.call(door), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
          failed.add(version + " " + response.statusCode());
        }
        answered.incrementAndGet();
      }
    } catch (IOException | InterruptedException e) {
      failed.add(version + " " + e);
    }
  }

  private static void keepConnecting(
      RawDoor door,
      SSLContext trust,
      AtomicBoolean over,
      AtomicInteger answered,
      ConcurrentLinkedQueue<String> failed) {
    while (!over.get()) {
      try (SSLSocket socket = TlsClients.connect(door.door().port(), trust, "TLSv1.3")) {
        TlsClients.write(
            socket, "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (RawDoor.status(answer) != 404) {
          failed.add(answer);
        }
        answered.incrementAndGet();
      } catch (IOException e) {
        failed.add("connect " + e);
      }
    }
  }

  private static Certificate served(RawDoor door, SSLContext trust) throws IOException {
    try (SSLSocket socket = TlsClients.connect(door.door().port(), trust, "TLSv1.2")) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }
}

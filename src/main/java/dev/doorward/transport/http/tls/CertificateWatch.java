package dev.doorward.transport.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/// The certificates as they are in the files now. Looked at every two seconds, through links, so
/// that a rewritten file and Kubernetes' swap of a link are both seen; what cannot be used leaves
/// the last good ones in place.
public final class CertificateWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// What tells one state of a file from the next.
  private record Stamp(Path real, FileTime modified, long size) {
    static Optional<Stamp> of(Path file) {
      try {
        Path real = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return Optional.of(new Stamp(real, attributes.lastModifiedTime(), attributes.size()));
      } catch (IOException _) {
        return Optional.empty();
      }
    }
  }

  private final TlsSettings settings;
  private final InstantSource clock;
  private final List<Path> files;
  private final Sinks.Many<KeyStore> keys = Sinks.many().replay().latest();
  private final Sinks.Many<KeyStore> authorities = Sinks.many().replay().latest();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());
  private List<Optional<Stamp>> seen;
  private String lastProblem = "";

  /// Reads the files once and begins to watch them.
  ///
  /// @throws CertificateRefused when they cannot be used now
  public static CertificateWatch start(TlsSettings settings, InstantSource clock)
      throws CertificateRefused {
    CertificateWatch watch = new CertificateWatch(settings, clock);
    watch.publish(CertificateReader.read(settings, clock.instant()));
    var _ =
        watch.timer.scheduleWithFixedDelay(
            watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private CertificateWatch(TlsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.files =
        Stream.of(settings.certificate(), settings.key(), settings.clientCa())
            .flatMap(Optional::stream)
            .toList();
    // Looked at before they are read: a change in between is then seen once too often, never
    // missed.
    this.seen = stamps();
  }

  /// The certificate and its key, now and after each change.
  Publisher<KeyStore> keys() {
    return keys.asFlux();
  }

  /// The authorities of clients, now and after each change; nothing when none are configured.
  Publisher<KeyStore> authorities() {
    return authorities.asFlux();
  }

  /// Looks once; what the timer does.
  synchronized void look() {
    List<Optional<Stamp>> now = stamps();
    if (now.equals(seen)) {
      return;
    }
    try {
      publish(CertificateReader.read(settings, clock.instant()));
      seen = now;
      lastProblem = "";
      LOG.atInfo().log("tls.reloaded");
    } catch (CertificateRefused refused) {
      // Certificate and key may be replaced one after the other: the next look tries again.
      if (!refused.problem().equals(lastProblem)) {
        lastProblem = refused.problem();
        LOG.atWarn()
            .addKeyValue("key", refused.key())
            .addKeyValue("problem", refused.problem())
            .log("tls.reload_failed");
      }
    } catch (RuntimeException e) {
      // An exception would end the watching for good.
      LOG.atError().setCause(e).log("fault");
    }
  }

  private void publish(Certificates read) {
    read.clientAuthorities()
        .ifPresent(trusted -> authorities.emitNext(trusted, Sinks.EmitFailureHandler.FAIL_FAST));
    keys.emitNext(read.keys(), Sinks.EmitFailureHandler.FAIL_FAST);
  }

  private List<Optional<Stamp>> stamps() {
    return files.stream().map(Stamp::of).toList();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

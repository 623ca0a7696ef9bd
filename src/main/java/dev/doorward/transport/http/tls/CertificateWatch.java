package dev.doorward.transport.http.tls;

import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import dev.doorward.watch.FileStamp;
import dev.doorward.watch.Watch;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /// How long a token that could not be used is left alone while the files stay as they are.
  static final Duration TOKEN_RETRY = Duration.ofSeconds(30);

  private final Reading reading;
  private final InstantSource clock;
  private final List<Path> files;
  private final Sinks.Many<KeyStore> keys = Sinks.many().replay().latest();
  private final Sinks.Many<KeyStore> authorities = Sinks.many().replay().latest();
  private List<Optional<FileStamp>> seen;
  private List<Optional<FileStamp>> tried = List.of();
  private Instant again = Instant.MIN;
  private volatile @Nullable Watch watch;
  private volatile String lastProblem = "";
  private volatile Instant until = Instant.MAX;

  /// Reads the files once and begins to watch them.
  ///
  /// @throws CertificateRefused when they cannot be used now
  public static CertificateWatch start(TlsSettings settings, InstantSource clock)
      throws CertificateRefused {
    return start(settings, Pkcs11Settings.DEFAULTS, clock);
  }

  /// The same where the key may be in a token, which is not watched.
  ///
  /// @throws TokenRefused when it is to be there and cannot be had
  public static CertificateWatch start(
      TlsSettings settings, Pkcs11Settings token, InstantSource clock) throws CertificateRefused {
    return start(settings, now -> CertificateReader.read(settings, token, now), clock);
  }

  /// How the files are read, and the token if there is one.
  interface Reading {
    Certificates at(Instant now) throws CertificateRefused;
  }

  static CertificateWatch start(TlsSettings settings, Reading reading, InstantSource clock)
      throws CertificateRefused {
    CertificateWatch watch = new CertificateWatch(settings, reading, clock);
    watch.publish(reading.at(clock.instant()));
    watch.watch = Watch.every(EVERY, "certificates", watch::look);
    return watch;
  }

  private CertificateWatch(TlsSettings settings, Reading reading, InstantSource clock) {
    this.reading = reading;
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
    List<Optional<FileStamp>> now = stamps();
    if (now.equals(seen)) {
      // What could not be used may have been taken back.
      lastProblem = "";
      return;
    }
    Instant time = clock.instant();
    if (now.equals(tried) && time.isBefore(again)) {
      return;
    }
    try {
      publish(reading.at(time));
      seen = now;
      lastProblem = "";
      LOG.atInfo().log("tls.reloaded");
    } catch (CertificateRefused refused) {
      // Certificate and key may be replaced one after the other: the next look tries again.
      keep(refused.key(), refused.problem());
    } catch (TokenRefused refused) {
      // It may be away for a moment. A PIN that it refused is never shown to it again.
      tried = now;
      again = time.plus(TOKEN_RETRY);
      keep(refused.key(), refused.problem());
    }
  }

  private void keep(String key, String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      LOG.atWarn().addKeyValue("key", key).addKeyValue("problem", problem).log("tls.reload_failed");
    }
  }

  /// Whether the certificate in use has ended.
  boolean expired() {
    return clock.instant().isAfter(until);
  }

  /// Whether the files hold others that cannot be used.
  boolean stale() {
    return !lastProblem.isEmpty();
  }

  private void publish(Certificates read) {
    read.clientAuthorities()
        .ifPresent(trusted -> authorities.emitNext(trusted, Sinks.EmitFailureHandler.FAIL_FAST));
    keys.emitNext(read.keys(), Sinks.EmitFailureHandler.FAIL_FAST);
    until = read.until();
  }

  private List<Optional<FileStamp>> stamps() {
    return files.stream().map(FileStamp::of).toList();
  }

  @Override
  public void close() {
    Watch open = watch;
    if (open != null) {
      open.close();
    }
  }
}

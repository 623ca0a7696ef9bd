package dev.doorward;

import dev.doorward.audit.AuditEvent.Reconfigured;
import dev.doorward.cli.SettingsAgain;
import dev.doorward.cli.settings.ChangedKeys;
import dev.doorward.ops.Reloads;
import dev.doorward.transport.http.auth.ClientCertificateProfile;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.LookupProfile;
import dev.doorward.transport.http.auth.Machines;
import dev.doorward.transport.http.auth.Trust;
import dev.doorward.watch.FollowedFiles;
import dev.doorward.watch.Watch;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the files the settings come from, and has the house live by what they say. All of it is
/// read, checked and made before any of it holds; what cannot be used changes nothing, and what
/// needs a restart waits for one.
final class Reload implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  // A change is taken over at the second look that finds it: within half a second.
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final String UNAUDITED =
      "audit.target: the change cannot be written to the audit trail; make room there, then it is made";

  private final SettingsAgain again;
  private final RunningHouse house;
  private final Reloads reloads;
  private final boolean local;
  private final FollowedFiles files = new FollowedFiles();
  private Settings running;
  private Set<String> waiting = Set.of();
  private boolean onlyNewlyFollowed;
  private boolean unaudited;
  private String problem = "";
  private Optional<String> finding = Optional.empty();
  private @Nullable Watch watch;

  /// @param settings what the house was opened with
  Reload(Settings settings, SettingsAgain again, RunningHouse house, Reloads reloads) {
    this.running = settings;
    this.again = again;
    this.house = house;
    this.reloads = reloads;
    this.local = settings.usesLocalIssuer();
    again.file().ifPresent(file -> files.follow(file, again.stamp()));
    onlyNewlyFollowed = files.followOnly(followed(settings));
  }

  /// Begins to look, if there is anything to look at.
  synchronized void follow() {
    if (followed(running).isEmpty()) {
      return;
    }
    watch = Watch.every(LOOK_EVERY, "configuration", this::look);
  }

  /// Looks once.
  synchronized void look() {
    if (files.changed()) {
      read(!onlyNewlyFollowed);
    } else if (unaudited && !house.audit().failing()) {
      read(false);
    }
  }

  /// Reads the settings now, whether a file has changed or not.
  synchronized void read() {
    read(true);
  }

  /// @param news whether to tell of a problem that was told of already
  private void read(boolean news) {
    Set<Path> follow = followed(running);
    try {
      Settings written = again.read();
      follow.addAll(followed(written));
      again.check(written);
      Settings next = running.reloaded(written, local);
      // What is written may be safe only with what waits for a restart.
      again.check(next);
      takeOver(
          next,
          written,
          house.tokens().prepare(next.trustedIssuers()),
          house.tokens().prepare(next.apiKey(), next.apiKeys(), next.clientCertificates()));
      find(again.finding(written));
      follow = followed(running);
    } catch (RuntimeException refused) {
      keep(refused, news);
    }
    onlyNewlyFollowed = files.followOnly(follow);
  }

  private void takeOver(Settings next, Settings written, Trust trust, Machines machines) {
    Set<String> changed = new TreeSet<>(ChangedKeys.between(running, next));
    for (String name : trust.otherKeyFiles(house.tokens().trust())) {
      changed.add((name.equals("issuer") ? name : "issuers." + name) + ".jwks");
    }
    for (String name : machines.otherAuthorities(house.tokens().machines())) {
      changed.add("client-certificates." + name + ".authority");
    }
    Set<String> later = waiting(next, written);
    if (!changed.isEmpty() || reloads.failing()) {
      // Before it holds: no change is made that nobody can read of later.
      unaudited =
          !house
              .audit()
              .reconfigured(new Reconfigured(true, List.copyOf(changed), List.copyOf(later)));
      if (unaudited) {
        refuse(UNAUDITED);
        return;
      }
      house.live(running, next, trust, machines);
      running = next;
      LOG.atInfo().addKeyValue("keys", changed).log("configuration.reloaded");
    }
    reloads.taken(!changed.isEmpty());
    problem = "";
    if (!later.isEmpty() && !later.equals(waiting)) {
      LOG.atWarn().addKeyValue("keys", later).log("configuration.needs_restart");
    }
    waiting = later;
  }

  /// Tells once of what would stop a start and does not stop this.
  private void find(Optional<String> found) {
    if (found.isPresent() && !found.equals(finding)) {
      LOG.atWarn().addKeyValue("problem", found.get()).log("configuration.finding");
    }
    finding = found;
  }

  /// The keys that hold only after a restart.
  private Set<String> waiting(Settings next, Settings written) {
    Set<String> keys = new TreeSet<>(ChangedKeys.between(next, written));
    if (!local && written.usesLocalIssuer()) {
      // Nobody is trusted any more; the local issuer is only there from a start on.
      keys.add("issuers");
    }
    return keys;
  }

  private void keep(RuntimeException refused, boolean news) {
    Optional<String> line = again.refusal(refused);
    if (line.isEmpty()) {
      LOG.atError().setCause(refused).log("configuration.fault");
    }
    String told = line.orElse("a bug; the log line above has the details");
    if (news || !told.equals(problem)) {
      house.audit().reconfigured(new Reconfigured(false, List.of(), List.of()));
      problem = "";
    }
    refuse(told);
  }

  private void refuse(String told) {
    if (!told.equals(problem)) {
      reloads.refused();
      LOG.atWarn().addKeyValue("problem", told).log("configuration.kept");
    }
    problem = told;
  }

  /// The file with the settings, those with secrets, with the keys of issuers, and with the
  /// authorities of clients.
  private Set<Path> followed(Settings settings) {
    Set<Path> all = new LinkedHashSet<>(again.secretFiles());
    again.file().ifPresent(all::add);
    if (!local) {
      for (IssuerProfile issuer : settings.trustedIssuers().values()) {
        issuer.jwks().flatMap(Reload::file).ifPresent(all::add);
        issuer
            .lookup()
            .flatMap(LookupProfile::client)
            .flatMap(LookupProfile.Client::file)
            .ifPresent(all::add);
      }
    }
    for (ClientCertificateProfile client : settings.clientCertificates().values()) {
      client.authority().ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Path> file(String keys) {
    return keys.startsWith("http:") || keys.startsWith("https:")
        ? Optional.empty()
        : Optional.of(Path.of(keys));
  }

  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.close();
    }
  }
}

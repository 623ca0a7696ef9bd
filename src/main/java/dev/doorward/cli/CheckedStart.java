package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.access.AccessSettings;
import dev.doorward.cli.check.Certificates;
import dev.doorward.cli.check.Finding;
import dev.doorward.cli.check.Level;
import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import dev.doorward.transport.http.tls.CertificateReader;
import dev.doorward.transport.http.tls.CertificateRefused;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What `serve` would say of the settings before it opens anything: its own rules, its addresses
/// and its certificate.
final class CheckedStart {
  private static final String RULES = "start rules";
  private static final String LISTENER = "listener";
  private static final String TLS = "tls";
  private static final String TOKEN = "pkcs11";

  private final Settings settings;
  private final Circumstances around;
  private final Doors doors;
  private final InstantSource clock;
  private final boolean running;

  /// @param running whether a server runs already, so that a taken address is no surprise
  CheckedStart(
      Settings settings, Circumstances around, Doors doors, InstantSource clock, boolean running) {
    this.settings = settings;
    this.around = around;
    this.doors = doors;
    this.clock = clock;
    this.running = running;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(rules());
    findings.add(listener("http.port", settings.http().host(), settings.http().port()));
    findings.add(
        listener(
            "http.management-port",
            settings.http().managementHost(),
            settings.http().managementPort()));
    findings.add(tls());
    findings.addAll(token());
    return findings;
  }

  /// What the start rules found good is not looked for again: a token counts how often it is asked.
  private List<Finding> token() {
    Pkcs11Settings token = settings.http().pkcs11();
    boolean issuer = token.issuerKey().isPresent() && settings.usesLocalIssuer();
    List<Finding> findings = new ArrayList<>();
    if (token.issuerKey().isPresent() && !issuer) {
      findings.add(
          new Finding(
              TOKEN,
              Level.ADVICE,
              "http.pkcs11.issuer-key is not used: tokens come from elsewhere",
              "remove it"));
    }
    if (issuer || token.tlsKey().isPresent()) {
      boolean refused =
          StartChecks.problems(settings, around).stream()
              .anyMatch(problem -> problem.line().startsWith("http.pkcs11."));
      findings.add(
          refused
              ? new Finding(TOKEN, Level.SKIPPED, "it cannot be used, as the start rules say", "")
              : new Finding(
                  TOKEN, Level.GOOD, "the token lets this process in and signs with its keys", ""));
    }
    return findings;
  }

  private List<Finding> rules() {
    List<Finding> findings = new ArrayList<>();
    StartChecks.problems(settings, around)
        .forEach(refused -> findings.add(refused(RULES, refused.line())));
    try {
      doors.check(settings);
    } catch (SettingsRefused refused) {
      findings.add(refused(RULES, refused.line()));
    } catch (PathRefused refused) {
      findings.add(refused(RULES, refused.line()));
    }
    for (Danger danger : Danger.values()) {
      if (around.accept(danger)) {
        findings.add(
            new Finding(
                RULES,
                Level.WARNING,
                danger.flag() + " sets a start rule aside: " + danger.meaning(),
                "leave the flag out and " + danger.instead()));
      }
    }
    if (settings.access().preset() == AccessSettings.Preset.PERMISSIVE) {
      findings.add(
          new Finding(
              RULES,
              Level.WARNING,
              "access.preset is permissive: everybody on this machine may do everything",
              "set it to strict before anybody else comes"));
    }
    if (findings.isEmpty()) {
      findings.add(new Finding(RULES, Level.GOOD, "serve would start with these settings", ""));
    }
    return findings;
  }

  private Finding listener(String key, String host, int port) {
    try {
      StartChecks.port(key, host, port);
    } catch (StartRefused taken) {
      Finding finding = refused(LISTENER, taken.line());
      return running
          ? new Finding(LISTENER, Level.SKIPPED, finding.text() + ", as a running server does", "")
          : new Finding(LISTENER, Level.BROKEN, finding.text(), finding.fix());
    }
    return new Finding(
        LISTENER,
        Level.GOOD,
        (port == 0 ? "a free port of " + host + " will be taken" : host + ":" + port + " is free")
            + (HttpSettings.isLoopback(host)
                ? ", for this machine alone"
                : ", for other machines too"),
        "");
  }

  private Finding tls() {
    HttpSettings http = settings.http();
    if (http.tls().enabled()) {
      try {
        return Certificates.configured(
            TLS, CertificateReader.read(http.tls(), http.pkcs11(), clock.instant()).until(), clock);
      } catch (CertificateRefused | TokenRefused _) {
        return new Finding(
            TLS, Level.SKIPPED, "there is no certificate to look at, as the start rules say", "");
      }
    }
    if (!http.exposed()) {
      return new Finding(TLS, Level.GOOD, "none is needed on loopback", "");
    }
    return around.accept(Danger.SERVE_PLAIN_HTTP) || !http.tls().terminatedInFront()
        ? new Finding(TLS, Level.SKIPPED, "there is none, as the start rules say", "")
        : new Finding(
            TLS,
            Level.GOOD,
            "it is declared to end at a proxy in front; see that nothing else reaches the server",
            "");
  }

  /// A refusal's one line, which ends in what to do.
  static Finding refused(String step, String line) {
    int fix = line.lastIndexOf("; ");
    return fix < 0
        ? new Finding(step, Level.REFUSED, line, "")
        : new Finding(step, Level.REFUSED, line.substring(0, fix), line.substring(fix + 2));
  }
}

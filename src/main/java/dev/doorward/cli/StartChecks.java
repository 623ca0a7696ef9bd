package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.access.AccessSettings;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import dev.doorward.transport.http.tls.CertificateReader;
import dev.doorward.transport.http.tls.CertificateRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold before the HTTP door is opened, looked at before anything is started or written.
final class StartChecks {
  @FunctionalInterface
  private interface Rule {
    void check(Settings settings, Circumstances around);
  }

  private static final Rule CERTIFICATE = (settings, _) -> requireCertificate(settings.http());

  /// The rules, in the order in which a start tries them.
  private static final List<Rule> RULES =
      List.of(
          (settings, _) -> requireAnIssuerBeyondLoopback(settings),
          (settings, _) -> requireStrictBeyondLoopback(settings),
          (settings, _) -> requirePublicUrl(settings),
          (settings, _) -> requireKeysPlaces(settings),
          (settings, _) -> requireDistinct(settings.trustedIssuers()),
          (settings, _) -> LookupChecks.requireKnownRoles(settings),
          (settings, _) -> MachineChecks.requireAskedForCertificates(settings),
          (settings, _) -> MachineChecks.requireOwnSecrets(settings),
          CERTIFICATE,
          (settings, around) -> requireTls(settings.http(), around),
          (settings, _) -> requireIssuerKey(settings),
          (settings, around) -> requireAnotherUser(settings.http(), around),
          (settings, _) -> requireTwoPorts(settings.http()));

  private StartChecks() {}

  /// The settings with free ports where any will do; refuses what is unsafe or taken.
  static Settings settled(Settings settings, Circumstances around) {
    requireSafe(settings, around);
    HttpSettings http = settings.http();
    return settings.withPorts(
        port("http.port", http.host(), http.port()),
        port("http.management-port", http.managementHost(), http.managementPort()));
  }

  /// Refuses what is unsafe, whoever holds the ports.
  static void requireSafe(Settings settings, Circumstances around) {
    RULES.forEach(rule -> rule.check(settings, around));
  }

  /// Refuses what is unsafe for a server that runs. What became of its certificate meanwhile is no
  /// reason to go by older roles and issuers: [#requireCertificate] tells of that.
  static void requireSafeToRun(Settings settings, Circumstances around) {
    RULES.stream()
        .filter(rule -> !rule.equals(CERTIFICATE))
        .forEach(rule -> rule.check(settings, around));
  }

  /// Everything that [#settled] would refuse but for what is taken, and not only the first of it.
  static List<StartRefused> problems(Settings settings, Circumstances around) {
    List<StartRefused> problems = new ArrayList<>();
    for (Rule rule : RULES) {
      try {
        rule.check(settings, around);
      } catch (StartRefused refused) {
        problems.add(refused);
      }
    }
    return problems;
  }

  private static void requireAnIssuerBeyondLoopback(Settings settings) {
    if (!settings.http().loopback() && settings.usesLocalIssuer()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.host: '"
              + settings.http().host()
              + "' can be reached from other machines, and the local issuer is for this one;"
              + " set issuer.name and issuer.jwks, or bind to 127.0.0.1");
    }
  }

  private static void requirePublicUrl(Settings settings) {
    HttpSettings http = settings.http();
    if (!http.loopback() && http.publicUrl().isEmpty()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.public-url: it is missing while http.host is '"
              + http.host()
              + "'; set the address that clients use, which is also what their tokens are for");
    }
  }

  private static void requireKeysPlaces(Settings settings) {
    settings.issuer().jwks().ifPresent(place -> requireKeysPlace("issuer.jwks", place));
    settings
        .issuers()
        .forEach(
            (name, profile) ->
                profile
                    .jwks()
                    .ifPresent(place -> requireKeysPlace("issuers." + name + ".jwks", place)));
  }

  /// The issuer's key in a token, where it is there; what belongs to TLS is looked at with TLS.
  private static void requireIssuerKey(Settings settings) {
    if (settings.usesLocalIssuer() && settings.http().pkcs11().issuerKey().isPresent()) {
      try {
        LocalIssuer.inToken(settings.http().pkcs11(), Instant::now);
      } catch (TokenRefused refused) {
        throw token(refused);
      }
    }
  }

  private static StartRefused token(TokenRefused refused) {
    return new StartRefused(ExitCode.KEY, refused.key() + ": " + refused.problem());
  }

  private static void requireTwoPorts(HttpSettings http) {
    if (http.port() != 0
        && http.port() == http.managementPort()
        && http.host().equals(http.managementHost())) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.management-port: it is the same as http.port; set another with --management-port");
    }
  }

  /// The `iss` of a token must pick one profile.
  private static void requireDistinct(Map<String, IssuerProfile> profiles) {
    Set<String> seen = new HashSet<>();
    profiles.forEach(
        (name, profile) -> {
          if (!seen.add(profile.issuer())) {
            throw new StartRefused(
                ExitCode.SETTINGS,
                "issuers."
                    + name
                    + ".issuer: another profile has the same issuer; write one profile for each");
          }
        });
  }

  /// Refuses a certificate that no client would take.
  static void requireCertificate(HttpSettings http) {
    if (!http.tls().enabled()) {
      return;
    }
    try {
      CertificateReader.read(http.tls(), http.pkcs11(), Instant.now());
    } catch (CertificateRefused refused) {
      throw new StartRefused(
          refused.unreadable() ? ExitCode.PATH : ExitCode.SETTINGS,
          refused.key() + ": " + refused.problem());
    } catch (TokenRefused refused) {
      throw token(refused);
    }
  }

  /// Whoever reads the wire reads the tokens on it.
  private static void requireTls(HttpSettings http, Circumstances around) {
    if (!http.tls().enabled()
        && http.exposed()
        && !http.tls().terminatedInFront()
        && !around.accept(Danger.SERVE_PLAIN_HTTP)) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.tls.certificate: it is missing while other machines can reach '"
              + exposedHost(http)
              + "'; set it and http.tls.key, or declare http.tls.terminated-in-front: true where a"
              + " proxy speaks TLS");
    }
  }

  /// What breaks into a server has what its user has; behind loopback nobody comes from outside.
  private static void requireAnotherUser(HttpSettings http, Circumstances around) {
    if (around.root() && http.exposed() && !around.accept(Danger.RUN_AS_ROOT)) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          (http.loopback() ? "http.management-host" : "http.host")
              + ": other machines can reach '"
              + exposedHost(http)
              + "', and the process runs as root (user id 0); run it as another user, or bind to"
              + " 127.0.0.1");
    }
  }

  private static String exposedHost(HttpSettings http) {
    return http.loopback() ? http.managementHost() : http.host();
  }

  /// Where nothing decides who may do what, nobody else may come near: not by an address, and not
  /// through whatever answers for the public one.
  private static void requireStrictBeyondLoopback(Settings settings) {
    if (settings.access().preset() != AccessSettings.Preset.PERMISSIVE) {
      return;
    }
    HttpSettings http = settings.http();
    String beyond =
        !http.loopback()
            ? "http.host is '" + http.host() + "'"
            : !HttpSettings.isLoopback(http.managementHost())
                ? "http.management-host is '" + http.managementHost() + "'"
                : http.publicUrl()
                    .filter(url -> url.getHost() == null || !HttpSettings.isLoopback(url.getHost()))
                    .map(url -> "http.public-url is '" + url + "'")
                    .orElse("");
    if (!beyond.isEmpty()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "access.preset: permissive is for development on one machine, and "
              + beyond
              + "; set access.preset to strict, or use 127.0.0.1 only");
    }
  }

  /// Keys that anybody on the way could swap would make every other check worthless.
  private static void requireKeysPlace(String key, String place) {
    if (place.startsWith("http://") || place.startsWith("https://")) {
      String host = host(place);
      if (host.isEmpty() || (place.startsWith("http:") && !HttpSettings.isLoopback(host))) {
        throw new StartRefused(
            ExitCode.SETTINGS,
            key + ": plain http is for loopback only; write an https address or a file");
      }
      return;
    }
    if (!Files.isReadable(Path.of(place))) {
      throw new StartRefused(
          ExitCode.PATH,
          key + ": '" + place + "' cannot be read; name a readable file or an https address");
    }
  }

  private static String host(String address) {
    try {
      String host = URI.create(address).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// The port that can be had there, a free one for 0.
  static int port(String key, String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the server itself will bind: a port in its closing wait is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket.getLocalPort();
    } catch (IOException _) {
      throw new StartRefused(ExitCode.ADDRESS, taken(key, host + ":" + port));
    }
  }

  /// The line for an address that cannot be had.
  static String taken(String key, String address) {
    return key
        + ": "
        + address
        + " is taken or is no address of this machine; set another with "
        + (key.equals("http.port") ? "--port or MCP_PORT" : "--management-port");
  }
}

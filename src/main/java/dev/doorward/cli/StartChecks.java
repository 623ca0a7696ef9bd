package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.access.AccessSettings;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.IssuerProfile;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What must hold before the HTTP door is opened, looked at before anything is started or written.
final class StartChecks {
  private StartChecks() {}

  /// The settings with free ports where any will do; refuses what is unsafe or taken.
  static Settings settled(Settings settings) {
    requireSafe(settings);
    HttpSettings http = settings.http();
    return settings.withPorts(
        port("http.port", http.host(), http.port()),
        port("http.management-port", http.managementHost(), http.managementPort()));
  }

  /// Refuses what is unsafe, whoever holds the ports.
  static void requireSafe(Settings settings) {
    HttpSettings http = settings.http();
    if (!http.loopback() && settings.usesLocalIssuer()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.host: '"
              + http.host()
              + "' can be reached from other machines, and the local issuer is for this one;"
              + " set issuer.name and issuer.jwks, or bind to 127.0.0.1");
    }
    requireStrictBeyondLoopback(settings);
    if (!http.loopback() && http.publicUrl().isEmpty()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.public-url: it is missing while http.host is '"
              + http.host()
              + "'; set the address that clients use, which is also what their tokens are for");
    }
    settings.issuer().jwks().ifPresent(place -> requireKeysPlace("issuer.jwks", place));
    settings
        .issuers()
        .forEach(
            (name, profile) ->
                profile
                    .jwks()
                    .ifPresent(place -> requireKeysPlace("issuers." + name + ".jwks", place)));
    requireDistinct(settings.trustedIssuers());
    requireTls(http);
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

  /// Whoever reads the wire reads the tokens on it.
  private static void requireTls(HttpSettings http) {
    if (http.tls().enabled()) {
      try {
        CertificateReader.read(http.tls(), Instant.now());
      } catch (CertificateRefused refused) {
        throw new StartRefused(
            refused.unreadable() ? ExitCode.PATH : ExitCode.SETTINGS,
            refused.key() + ": " + refused.problem());
      }
    } else if (http.exposed() && !http.tls().terminatedInFront()) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.tls.certificate: it is missing while other machines can reach '"
              + (http.loopback() ? http.managementHost() : http.host())
              + "'; set it and http.tls.key, or declare http.tls.terminated-in-front: true where a"
              + " proxy speaks TLS");
    }
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

  private static int port(String key, String host, int port) {
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

package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.access.AccessSettings;
import dev.doorward.transport.http.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// What must hold before the HTTP door is opened, looked at before anything is started or written.
final class StartChecks {
  private StartChecks() {}

  /// The settings with free ports where any will do; refuses what is unsafe or taken.
  static Settings settled(Settings settings) {
    HttpSettings http = settings.http();
    if (!http.loopback() && !settings.issuer().external()) {
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
    settings.issuer().jwks().ifPresent(StartChecks::requireKeysPlace);
    if (http.port() != 0
        && http.port() == http.managementPort()
        && http.host().equals(http.managementHost())) {
      throw new StartRefused(
          ExitCode.SETTINGS,
          "http.management-port: it is the same as http.port; set another with --management-port");
    }
    return settings.withPorts(
        port("http.port", http.host(), http.port()),
        port("http.management-port", http.managementHost(), http.managementPort()));
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
  private static void requireKeysPlace(String place) {
    if (place.startsWith("https://")) {
      return;
    }
    if (place.startsWith("http://")) {
      String host = URI.create(place).getHost();
      if (host == null || !HttpSettings.isLoopback(host)) {
        throw new StartRefused(
            ExitCode.SETTINGS,
            "issuer.jwks: plain http is for loopback only; write an https address or a file");
      }
      return;
    }
    if (!Files.isReadable(Path.of(place))) {
      throw new StartRefused(
          ExitCode.PATH,
          "issuer.jwks: '" + place + "' cannot be read; name a readable file or an https address");
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

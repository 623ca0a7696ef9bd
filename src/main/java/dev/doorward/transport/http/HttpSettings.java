package dev.doorward.transport.http;

import dev.doorward.limit.Network;
import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import dev.doorward.transport.http.tls.TlsSettings;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where the HTTP door listens and whom it answers.
///
/// @param host the address of the main listener
/// @param port its port; 0 takes a free one
/// @param managementHost the address of the listener for health and metrics
/// @param managementPort its port; 0 takes a free one
/// @param publicUrl the address clients use when it differs from the listener's, without `/mcp`
/// @param allowedHosts further `Host` values, as `name` or `name:port`
/// @param allowedOrigins further `Origin` values, written exactly as browsers send them
/// @param bodyBytes how large a request body may be
/// @param trustedProxies the networks whose word about a client's address counts
/// @param connections how many connections, and what each may take
/// @param tls whether the listeners speak TLS
/// @param pkcs11 which keys stay in a token
@Introspected
public record HttpSettings(
    String host,
    @Min(0) @Max(65_535) int port,
    String managementHost,
    @Min(0) @Max(65_535) int managementPort,
    Optional<URI> publicUrl,
    List<String> allowedHosts,
    List<String> allowedOrigins,
    @Min(1_024) @Max(16 * 1024 * 1024) int bodyBytes,
    List<Network> trustedProxies,
    ConnectionSettings connections,
    TlsSettings tls,
    Pkcs11Settings pkcs11) {
  /// What holds when nothing else is configured: loopback, 8080 and 9090, 1 MiB.
  public static final HttpSettings DEFAULTS =
      new HttpSettings(
          "127.0.0.1",
          8080,
          "127.0.0.1",
          9090,
          Optional.empty(),
          List.of(),
          List.of(),
          1024 * 1024,
          List.of(),
          ConnectionSettings.DEFAULTS,
          TlsSettings.DEFAULTS);

  public HttpSettings {
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// The same without keys in a token.
  public HttpSettings(
      String host,
      int port,
      String managementHost,
      int managementPort,
      Optional<URI> publicUrl,
      List<String> allowedHosts,
      List<String> allowedOrigins,
      int bodyBytes,
      List<Network> trustedProxies,
      ConnectionSettings connections,
      TlsSettings tls) {
    this(
        host,
        port,
        managementHost,
        managementPort,
        publicUrl,
        allowedHosts,
        allowedOrigins,
        bodyBytes,
        trustedProxies,
        connections,
        tls,
        Pkcs11Settings.DEFAULTS);
  }

  /// The same with other ports.
  public HttpSettings withPorts(int mainPort, int otherPort) {
    return new HttpSettings(
        host,
        mainPort,
        managementHost,
        otherPort,
        publicUrl,
        allowedHosts,
        allowedOrigins,
        bodyBytes,
        trustedProxies,
        connections,
        tls,
        pkcs11);
  }

  /// Whether the main listener can be reached from this machine only.
  public boolean loopback() {
    return isLoopback(host);
  }

  /// Whether any listener can be reached from other machines.
  public boolean exposed() {
    return !loopback() || !isLoopback(managementHost);
  }

  /// What the listeners speak: `https` or `http`.
  String scheme() {
    return tls.enabled() ? "https" : "http";
  }

  /// Whether a host name or address can only mean this machine.
  public static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  /// The address clients use, without `/mcp`; `boundPort` is the port really taken.
  public String baseUrl(int boundPort) {
    return publicUrl
        .map(url -> url.toString().replaceAll("/+$", ""))
        .orElseGet(
            () ->
                scheme()
                    + "://"
                    + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                    + ":"
                    + boundPort);
  }
}

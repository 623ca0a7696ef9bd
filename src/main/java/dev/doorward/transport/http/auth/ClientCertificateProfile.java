package dev.doorward.transport.http.auth;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// One client that is known by its certificate, and what it may do.
///
/// @param san the name its certificate must have
/// @param authority PEM file with the authority that must have signed the certificate itself; empty
///   means any that clients' certificates are taken of
/// @param roles what the caller is given
/// @param scopes what narrows that; none means it may do nothing
/// @param client the client software that uses it
public record ClientCertificateProfile(
    CertificateName san,
    Optional<Path> authority,
    Set<Role> roles,
    Set<Scope> scopes,
    String client) {
  public ClientCertificateProfile {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }
}

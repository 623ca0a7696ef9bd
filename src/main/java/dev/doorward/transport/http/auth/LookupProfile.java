package dev.doorward.transport.http.auth;

import dev.doorward.caller.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a provider is asked about tokens that nobody but itself can read.
///
/// @param endpoint where questions go: https, or http on loopback
/// @param client who asks; empty where the provider does not want to know
/// @param cache how long a good answer is remembered, 0 to 30 s; zero asks on every request
/// @param acceptsJwt whether tokens that look like JWTs are asked about as well, if they name the
///   profile's issuer
/// @param defaultRoles the roles of callers of whose roles the answer says nothing
/// @param subjectRoles further roles by subject
public record LookupProfile(
    URI endpoint,
    Optional<Client> client,
    Duration cache,
    boolean acceptsJwt,
    Set<Role> defaultRoles,
    Map<String, Set<Role>> subjectRoles) {
  /// The longest time an answer may be remembered.
  public static final Duration LONGEST_CACHE = Duration.ofSeconds(30);

  /// What this server is called at the provider, and how it proves that.
  ///
  /// @param file where the secret was read from, to follow its changes
  public record Client(String id, Secret secret, Optional<Path> file) {
    /// One whose secret is not in a file of its own.
    public Client(String id, Secret secret) {
      this(id, secret, Optional.empty());
    }
  }

  public LookupProfile {
    defaultRoles = Set.copyOf(defaultRoles);
    subjectRoles = Map.copyOf(subjectRoles);
    if (cache.isNegative() || cache.compareTo(LONGEST_CACHE) > 0) {
      throw new IllegalArgumentException("an answer is remembered for 0 to 30 seconds");
    }
  }
}

package dev.doorward.transport.http.auth;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which issuers elsewhere are trusted at one time, and by which keys: made whole, then used in
/// place of the one before.
public final class Trust {
  /// Nobody elsewhere.
  static final Trust NONE =
      new Trust(
          Map.of(),
          List.of(),
          Map.of(),
          Map.of(),
          new OpaqueTokens(List.of(), System::nanoTime),
          Map.of(),
          List.of());

  private final Map<String, IssuerProfile> profiles;
  private final List<TrustedIssuer> issuers;
  private final Map<String, IssuerKeys> fetched;
  private final Map<String, TokenLookup> asked;
  private final OpaqueTokens opaque;
  private final Map<String, String> filed;
  private final List<URI> servers;

  /// @param fetched the keys that are fetched, by the profile's name
  /// @param asked the providers that are asked about tokens, by the profile's name
  /// @param opaque judges their tokens
  /// @param filed what the files with the others hold, by the profile's name
  /// @param servers where clients get tokens
  Trust(
      Map<String, IssuerProfile> profiles,
      List<TrustedIssuer> issuers,
      Map<String, IssuerKeys> fetched,
      Map<String, TokenLookup> asked,
      OpaqueTokens opaque,
      Map<String, String> filed,
      List<URI> servers) {
    this.profiles = Map.copyOf(profiles);
    this.issuers = List.copyOf(issuers);
    this.fetched = Map.copyOf(fetched);
    this.asked = Map.copyOf(asked);
    this.opaque = opaque;
    this.filed = Map.copyOf(filed);
    this.servers = List.copyOf(servers);
  }

  /// The names of the profiles whose key file holds something else in another trust.
  public Set<String> otherKeyFiles(Trust other) {
    Set<String> changed = new TreeSet<>();
    filed.forEach(
        (name, keys) -> {
          if (other.filed.containsKey(name) && !keys.equals(other.filed.get(name))) {
            changed.add(name);
          }
        });
    return changed;
  }

  /// Whether another one trusts the same issuers for the same keys.
  boolean same(Trust other) {
    return profiles.equals(other.profiles) && filed.equals(other.filed);
  }

  /// The issuers of another one that this one does not trust, by their exact `iss`.
  Set<String> without(Trust other) {
    Set<String> gone = new HashSet<>();
    other.profiles.values().forEach(profile -> gone.add(profile.issuer()));
    profiles.values().forEach(profile -> gone.remove(profile.issuer()));
    return gone;
  }

  /// The keys that were fetched for a profile, if they are still those of the same place: an issuer
  /// that did not change is not asked again.
  @Nullable IssuerKeys fetched(String name, IssuerProfile profile) {
    IssuerProfile known = profiles.get(name);
    return known != null && known.jwks().equals(profile.jwks()) ? fetched.get(name) : null;
  }

  /// The provider of a profile that did not change: what it is being asked now goes on.
  @Nullable TokenLookup asked(String name, IssuerProfile profile) {
    return profile.equals(profiles.get(name)) ? asked.get(name) : null;
  }

  Collection<TokenLookup> asked() {
    return asked.values();
  }

  OpaqueTokens opaque() {
    return opaque;
  }

  Collection<IssuerKeys> fetched() {
    return fetched.values();
  }

  List<TrustedIssuer> issuers() {
    return issuers;
  }

  List<URI> servers() {
    return servers;
  }
}

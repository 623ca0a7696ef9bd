package dev.doorward.cli.settings;

import dev.doorward.caller.Role;
import dev.doorward.cli.settings.IssuerSection.OneProfile;
import dev.doorward.ops.logging.Masking;
import dev.doorward.transport.http.HttpSettings;
import dev.doorward.transport.http.auth.IssuerKind;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.LookupProfile;
import dev.doorward.transport.http.auth.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the profiles of providers that are asked about tokens nobody else can read.
final class LookupSection {
  private static final List<String> COMMON =
      List.of("kind", "issuer", "endpoint", "client-id", "cache", "default-roles", "subject-roles");
  private static final List<String> OF_GITHUB = with(COMMON, "client-secret-file");
  private static final List<String> OF_INTROSPECTION =
      with(
          OF_GITHUB,
          "audience",
          "roles-claim",
          "scopes-claim",
          "subject-claim",
          "tenant",
          "accepts-jwt");
  private static final int LONGEST_ISSUER = 512;
  private static final int LONGEST_SUBJECT = 512;

  // It becomes a part of the address that is asked.
  private static final Pattern GITHUB_CLIENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private LookupSection() {}

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }

  /// The fields of a profile of a kind.
  static List<String> fields(IssuerKind kind) {
    return switch (kind) {
      case GOOGLE -> COMMON;
      case GITHUB -> OF_GITHUB;
      default -> OF_INTROSPECTION;
    };
  }

  static IssuerProfile read(OneProfile profile, IssuerKind kind, Optional<String> tenant) {
    String issuer = issuer(profile, kind);
    List<String> clientIds = clientIds(profile, kind);
    LookupProfile lookup =
        new LookupProfile(
            endpoint(profile, kind),
            kind == IssuerKind.GOOGLE
                ? Optional.empty()
                : Optional.of(
                    new LookupProfile.Client(
                        clientIds.getFirst(),
                        secret(profile),
                        profile.one("client-secret-file").flatMap(SecretFile::path))),
            cache(profile),
            acceptsJwt(profile),
            roles(profile, "default-roles", profile.all("default-roles")),
            subjectRoles(profile));
    return new IssuerProfile(
        kind,
        issuer,
        Optional.empty(),
        Optional.empty(),
        kind == IssuerKind.INTROSPECTION ? profile.all("audience") : clientIds,
        List.of(),
        List.of(),
        profile.one("roles-claim").orElse(kind.rolesClaim()),
        profile.one("scopes-claim"),
        profile.one("subject-claim").orElse(kind.subjectClaim()),
        tenant,
        false,
        Optional.of(lookup));
  }

  /// One token must have one judge, and what is said once must be meant for one profile.
  static void requireOneOfAKind(Map<String, IssuerProfile> profiles, Values values) {
    Map<IssuerKind, String> seen = new HashMap<>();
    List<String> withoutId = new ArrayList<>();
    List<String> withoutSecret = new ArrayList<>();
    boolean google = false;
    for (Map.Entry<String, IssuerProfile> entry : profiles.entrySet()) {
      IssuerKind kind = entry.getValue().kind();
      if (!kind.opaque()) {
        continue;
      }
      String other = seen.put(kind, entry.getKey());
      if (other != null) {
        throw new SettingsRefused(
            HttpKeys.ISSUERS.name() + "." + entry.getKey() + ".kind",
            values.where(HttpKeys.ISSUERS),
            "the profile " + other + " has the same kind, and no token tells which is meant",
            "keep one of the two");
      }
      Map<String, List<String>> written =
          values.get(HttpKeys.ISSUERS).getOrDefault(entry.getKey(), Map.of());
      if (!written.containsKey("client-id")) {
        withoutId.add(entry.getKey());
      }
      google |= kind == IssuerKind.GOOGLE;
      if (kind != IssuerKind.GOOGLE && !written.containsKey("client-secret-file")) {
        withoutSecret.add(entry.getKey());
      }
    }
    requireOneTaker(HttpKeys.ISSUER_CLIENT_ID, withoutId, "client-id", false, values);
    requireOneTaker(
        HttpKeys.ISSUER_CLIENT_SECRET, withoutSecret, "client-secret-file", google, values);
  }

  private static void requireOneTaker(
      Key<?> key, List<String> takers, String field, boolean mayBeUnused, Values values) {
    if (!values.has(key) || takers.size() == 1 || (takers.isEmpty() && mayBeUnused)) {
      return;
    }
    throw new SettingsRefused(
        key.name(),
        values.where(key),
        takers.isEmpty()
            ? "no profile of issuers that is asked about tokens needs it"
            : "it would be that of " + String.join(" and ", takers),
        takers.isEmpty()
            ? "unset it, or write a profile of kind introspection, google or github"
            : "give all but one a " + field);
  }

  private static String issuer(OneProfile profile, IssuerKind kind) {
    String issuer =
        profile
            .one("issuer")
            .or(() -> kind.issuerOf(""))
            .orElseThrow(
                () -> profile.refused("issuer", "it is missing", "write the server's issuer name"));
    if (issuer.length() > LONGEST_ISSUER) {
      throw profile.refused("issuer", "it is longer than 512 characters", "write the exact name");
    }
    return issuer;
  }

  private static URI endpoint(OneProfile profile, IssuerKind kind) {
    String written =
        profile
            .one("endpoint")
            .or(() -> kind.endpoint().map(URI::toString))
            .orElseThrow(
                () ->
                    profile.refused(
                        "endpoint", "it is missing", "write the https address that is asked"));
    try {
      URI address = new URI(written);
      String host = address.getHost();
      if (host != null
          && address.getRawUserInfo() == null
          && address.getRawFragment() == null
          && (address.getRawQuery() == null || kind == IssuerKind.INTROSPECTION)
          && ("https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && HttpSettings.isLoopback(host)))) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Falls through to the one refusal below.
    }
    // Whoever could read or answer in the provider's place would have the tokens, or make callers.
    throw profile.refused(
        "endpoint",
        Kinds.quoted(written) + " is no https address without user and fragment",
        "write it like https://login.example.org/introspect; plain http is for loopback only");
  }

  private static List<String> clientIds(OneProfile profile, IssuerKind kind) {
    List<String> written = profile.all("client-id");
    List<String> ids =
        written.isEmpty()
            ? profile.values().get(HttpKeys.ISSUER_CLIENT_ID).stream().toList()
            : written;
    if (ids.isEmpty()) {
      throw profile.refused(
          "client-id", "it is missing", "write it, or set MCP_OAUTH_CLIENT_ID for one profile");
    }
    if (ids.size() > 1 && kind != IssuerKind.GOOGLE) {
      throw profile.refused("client-id", "a single value is expected", "write one");
    }
    if (kind == IssuerKind.GITHUB && !GITHUB_CLIENT.matcher(ids.getFirst()).matches()) {
      throw profile.refused(
          "client-id", Kinds.quoted(ids.getFirst()) + " is no client id", "copy it from GitHub");
    }
    return ids;
  }

  private static Secret secret(OneProfile profile) {
    Secret secret =
        profile
            .one("client-secret-file")
            .map(file -> fromFile(profile, file))
            .or(() -> profile.values().get(HttpKeys.ISSUER_CLIENT_SECRET))
            .orElseThrow(
                () ->
                    profile.refused(
                        "client-secret-file",
                        "it is missing",
                        "name a file, or set MCP_OAUTH_CLIENT_SECRET for one profile"));
    Masking.add(secret.value());
    return secret;
  }

  private static Secret fromFile(OneProfile profile, String file) {
    String text =
        SecretFile.read(
            profile.key("client-secret-file"), profile.values().where(HttpKeys.ISSUERS), file);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw profile.refused(
          "client-secret-file",
          Kinds.quoted(file) + " does not hold one secret",
          "write it there as one line");
    }
    return new Secret(text);
  }

  private static Duration cache(OneProfile profile) {
    Optional<String> written = profile.one("cache");
    if (written.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      Duration cache = Durations.parse(written.get());
      if (cache.compareTo(LookupProfile.LONGEST_CACHE) <= 0) {
        return cache;
      }
    } catch (IllegalArgumentException _) {
      // Refused below, like one that is too long.
    }
    throw profile.refused(
        "cache",
        Kinds.quoted(written.get()) + " is no duration from 0s to 30s",
        "write one such as 30s; a revoked token is good for as long");
  }

  private static boolean acceptsJwt(OneProfile profile) {
    return Boolean.parseBoolean(
        profile.among(
            "accepts-jwt", profile.one("accepts-jwt").orElse("false"), List.of("true", "false")));
  }

  private static Set<Role> roles(OneProfile profile, String field, List<String> names) {
    Set<Role> roles = new HashSet<>();
    for (String name : names) {
      if (!Role.isWellFormed(name)) {
        throw profile.refused(
            field,
            Kinds.quoted(name) + " is not a role name",
            field.equals("subject-roles")
                ? "write subject=role, such as 583231=developer"
                : "write one such as viewer");
      }
      roles.add(new Role(name));
    }
    return roles;
  }

  private static Map<String, Set<Role>> subjectRoles(OneProfile profile) {
    Map<String, Set<Role>> roles = new HashMap<>();
    for (String written : profile.all("subject-roles")) {
      int equals = written.lastIndexOf('=');
      String subject = equals < 1 ? "" : written.substring(0, equals).strip();
      if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
        throw profile.refused(
            "subject-roles",
            Kinds.quoted(written) + " names no subject",
            "write subject=role, such as 583231=developer");
      }
      roles
          .computeIfAbsent(subject, _ -> new HashSet<>())
          .addAll(roles(profile, "subject-roles", List.of(written.substring(equals + 1).strip())));
    }
    return roles;
  }
}

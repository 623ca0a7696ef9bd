package dev.doorward.cli.settings;

import dev.doorward.transport.http.auth.IssuerKind;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.IssuerSettings;
import dev.doorward.transport.http.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the keys that say whose access tokens are accepted: `issuer.*` for one issuer in the short
/// way, `issuers` for any number of profiles.
final class IssuerSection {
  private static final int LEAST_SECRET_BYTES = 32;
  private static final int LEAST_DIFFERENT_CHARACTERS = 10;
  private static final int MOST_PROFILES = 16;
  private static final Pattern PROFILE_NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern TENANT = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,99}");
  private static final List<String> FIELDS =
      List.of(
          "kind",
          "issuer",
          "jwks",
          "audience",
          "algorithms",
          "token-types",
          "roles-claim",
          "scopes-claim",
          "subject-claim",
          "tenant",
          "certificate-bound");
  private static final List<String> KINDS =
      Arrays.stream(IssuerKind.values()).map(IssuerSection::written).toList();
  private static final List<String> TRUTHS = List.of("true", "false");
  private static final List<String> TOKEN_TYPES = List.of("at+jwt", "jwt", IssuerProfile.NO_TYPE);

  private IssuerSection() {}

  /// The issuer of the short way.
  static IssuerSettings issuer(Values values) {
    Optional<String> name = values.get(HttpKeys.ISSUER_NAME);
    Optional<Secret> secret = values.get(HttpKeys.ISSUER_SECRET);
    requireName(values, HttpKeys.ISSUER_JWKS, name);
    requireName(values, HttpKeys.ISSUER_SECRET, name);
    if (name.isPresent() && values.get(HttpKeys.ISSUER_JWKS).isEmpty() && secret.isEmpty()) {
      throw new SettingsRefused(
          HttpKeys.ISSUER_JWKS.name(),
          "",
          "it is missing while " + HttpKeys.ISSUER_NAME.name() + " is set",
          "set both or none");
    }
    secret.ifPresent(given -> requireStrong(given, values));
    requireSome(values, HttpKeys.ISSUER_ALGORITHMS);
    requireSome(values, HttpKeys.ISSUER_TOKEN_TYPES);
    if (values.has(HttpKeys.ISSUER_AUDIENCE)) {
      requireSome(values, HttpKeys.ISSUER_AUDIENCE);
    }
    return new IssuerSettings(
        name,
        values.get(HttpKeys.ISSUER_JWKS),
        secret,
        values.get(HttpKeys.ISSUER_AUDIENCE),
        values.get(HttpKeys.ISSUER_ALGORITHMS),
        values.get(HttpKeys.ISSUER_TOKEN_TYPES),
        values.get(HttpKeys.ISSUER_ROLES_CLAIM),
        values.get(HttpKeys.ISSUER_CLIENT_ID),
        values.get(HttpKeys.ISSUER_CLIENT_SECRET));
  }

  private static void requireName(Values values, Key<?> key, Optional<String> name) {
    if (values.has(key) && name.isEmpty()) {
      throw new SettingsRefused(
          HttpKeys.ISSUER_NAME.name(),
          "",
          "it is missing while " + key.name() + " is set",
          "set both or none");
    }
  }

  private static void requireSome(Values values, Key<List<String>> key) {
    if (values.get(key).isEmpty()) {
      throw new SettingsRefused(
          key.name(), values.where(key), "an empty list accepts nothing", "name at least one");
    }
  }

  /// Whoever guesses the secret makes every token.
  private static void requireStrong(Secret secret, Values values) {
    String key = HttpKeys.ISSUER_SECRET.name();
    String where = values.where(HttpKeys.ISSUER_SECRET);
    if (values.get(HttpKeys.ISSUER_JWKS).isPresent() || values.has(HttpKeys.ISSUER_ALGORITHMS)) {
      throw new SettingsRefused(
          key,
          where,
          "an issuer has either public keys and their algorithms or a secret",
          "keep issuer.jwks, which is the safer of the two, or unset it and issuer.algorithms");
    }
    String text = secret.value();
    if (text.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES
        || text.chars().distinct().count() < LEAST_DIFFERENT_CHARACTERS) {
      throw new SettingsRefused(
          key,
          where,
          "it has fewer than 256 bits or can be guessed",
          "use at least 32 random characters, such as openssl rand -base64 32 prints");
    }
  }

  /// The profiles by name, in the order written.
  static Map<String, IssuerProfile> profiles(Values values) {
    Map<String, IssuerProfile> profiles = new LinkedHashMap<>();
    values
        .get(HttpKeys.ISSUERS)
        .forEach((name, fields) -> profiles.put(name, new OneProfile(name, fields, values).read()));
    if (profiles.size() > MOST_PROFILES) {
      throw new SettingsRefused(
          HttpKeys.ISSUERS.name(),
          values.where(HttpKeys.ISSUERS),
          "more than " + MOST_PROFILES + " profiles",
          "write fewer");
    }
    if (!profiles.isEmpty()
        || values.has(HttpKeys.ISSUER_CLIENT_ID)
        || values.has(HttpKeys.ISSUER_CLIENT_SECRET)) {
      LookupSection.requireOneOfAKind(profiles, values);
    }
    return profiles;
  }

  private static String written(IssuerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static IssuerKind kind(String written) {
    return IssuerKind.valueOf(written.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// One profile while it is read.
  record OneProfile(String name, Map<String, List<String>> fields, Values values) {
    IssuerProfile read() {
      // The short way's own name would hide one of the two.
      if (!PROFILE_NAME.matcher(name).matches() || name.equals("issuer")) {
        throw refused(
            "", "a profile cannot have this name", "write lower-case letters, digits and -");
      }
      IssuerKind kind = kind(among("kind", one("kind").orElse("oidc"), KINDS));
      List<String> known = kind.opaque() ? LookupSection.fields(kind) : FIELDS;
      for (String field : fields.keySet()) {
        if (!known.contains(field)) {
          throw refused(
              field, "there is no such key", "did you mean " + Nearest.to(field, known) + "?");
        }
      }
      Optional<String> tenant = one("tenant");
      if (tenant.isEmpty() && kind.needsTenant()) {
        throw refused("tenant", "it is missing", "write the directory's id; 'common' is nobody's");
      }
      tenant.ifPresent(this::requireTenant);
      if (kind.opaque()) {
        return LookupSection.read(this, kind, tenant);
      }
      String issuer =
          one("issuer")
              .or(() -> tenant.flatMap(kind::issuerOf))
              .orElseThrow(
                  () -> refused("issuer", "it is missing", "write the exact iss of its tokens"));
      String jwks =
          one("jwks")
              .or(() -> kind.jwksOf(issuer, tenant))
              .orElseThrow(
                  () ->
                      refused("jwks", "it is missing", "write where the issuer's public keys are"));
      return new IssuerProfile(
          kind,
          issuer,
          Optional.of(jwks),
          Optional.empty(),
          audience(),
          several("algorithms", IssuerProfile.ALGORITHMS, IssuerProfile.ALGORITHMS),
          several("token-types", kind.tokenTypes(), TOKEN_TYPES),
          one("roles-claim").orElse(kind.rolesClaim()),
          one("scopes-claim"),
          one("subject-claim").orElse(kind.subjectClaim()),
          tenant,
          certificateBound(),
          Optional.empty());
    }

    private boolean certificateBound() {
      boolean bound =
          among("certificate-bound", one("certificate-bound").orElse("false"), TRUTHS)
              .equals("true");
      if (bound && values.get(TlsKeys.CLIENT_CA).isEmpty()) {
        throw refused(
            "certificate-bound",
            "nobody is asked for a certificate",
            "set http.tls.client-ca to the authorities of the clients");
      }
      return bound;
    }

    /// Left out, it is the server's own address; left empty, somebody meant something else.
    private List<String> audience() {
      return fields.containsKey("audience")
          ? filled("audience", fields.get("audience"))
          : List.of();
    }

    private void requireTenant(String tenant) {
      if (!TENANT.matcher(tenant).matches()
          || List.of("common", "organizations", "consumers").contains(tenant)) {
        throw refused(
            "tenant", Kinds.quoted(tenant) + " names no one directory", "write the directory's id");
      }
    }

    /// The values of a field; none when it is not written.
    List<String> all(String field) {
      return fields.getOrDefault(field, List.of());
    }

    Optional<String> one(String field) {
      List<String> written = all(field);
      if (written.size() > 1) {
        throw refused(field, "a single value is expected", "write one");
      }
      return written.stream().findFirst();
    }

    private List<String> several(String field, List<String> usual, List<String> known) {
      List<String> written = filled(field, fields.getOrDefault(field, usual));
      written.forEach(value -> among(field, value, known));
      return written;
    }

    private List<String> filled(String field, List<String> written) {
      if (written.isEmpty()) {
        throw refused(field, "an empty list accepts nothing", "name at least one");
      }
      return written;
    }

    String among(String field, String value, List<String> known) {
      if (!known.contains(value)) {
        throw refused(
            field,
            Kinds.quoted(value) + " is not known",
            "did you mean " + Nearest.to(value, known) + "?");
      }
      return value;
    }

    SettingsRefused refused(String field, String problem, String fix) {
      return new SettingsRefused(key(field), values.where(HttpKeys.ISSUERS), problem, fix);
    }

    /// The name of a field for messages; of the profile itself when it is empty.
    String key(String field) {
      String key = HttpKeys.ISSUERS.name() + "." + Kinds.plain(name);
      return field.isEmpty() ? key : key + "." + Kinds.plain(field);
    }
  }
}

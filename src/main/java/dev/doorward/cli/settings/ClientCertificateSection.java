package dev.doorward.cli.settings;

import dev.doorward.access.AccessSettings;
import dev.doorward.transport.http.auth.CertificateName;
import dev.doorward.transport.http.auth.ClientCertificateProfile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the clients that are known by their certificates.
final class ClientCertificateSection {
  private static final List<String> FIELDS =
      List.of("san", "authority", "roles", "scopes", "client");

  private ClientCertificateSection() {}

  /// The profiles by name, in the order written.
  static Map<String, ClientCertificateProfile> profiles(Values values, AccessSettings access) {
    Map<String, Map<String, List<String>>> written = values.get(MachineKeys.CLIENT_CERTIFICATES);
    NamedFields.requireFew(MachineKeys.CLIENT_CERTIFICATES, written, values);
    if (!written.isEmpty() && values.get(TlsKeys.CLIENT_CA).isEmpty()) {
      throw new SettingsRefused(
          MachineKeys.CLIENT_CERTIFICATES.name(),
          values.where(MachineKeys.CLIENT_CERTIFICATES),
          "nobody is asked for a certificate",
          "set http.tls.client-ca to the authorities of these clients");
    }
    Map<CertificateName, String> names = new HashMap<>();
    Map<String, ClientCertificateProfile> profiles = new LinkedHashMap<>();
    written.forEach(
        (name, fields) -> {
          NamedFields profile =
              new NamedFields(MachineKeys.CLIENT_CERTIFICATES, name, fields, values);
          ClientCertificateProfile read = read(profile, access);
          String other = names.putIfAbsent(read.san(), name);
          if (other != null) {
            throw profile.refused(
                "san", Kinds.quoted(other) + " has the same name", "write one profile for each");
          }
          profiles.put(name, read);
        });
    return profiles;
  }

  private static ClientCertificateProfile read(NamedFields profile, AccessSettings access) {
    profile.require(FIELDS, "");
    return new ClientCertificateProfile(
        san(profile),
        authority(profile),
        profile.roles(access),
        profile.scopes(access),
        profile.client());
  }

  private static CertificateName san(NamedFields profile) {
    String written =
        profile
            .one("san")
            .orElseThrow(
                () ->
                    profile.refused(
                        "san", "it is missing", "write the URI or host name of the certificate"));
    return CertificateName.parse(written)
        .orElseThrow(
            () ->
                profile.refused(
                    "san",
                    Kinds.quoted(written) + " is no name of a client",
                    "write it whole, such as spiffe://example.org/ci or builder.example.org"));
  }

  private static Optional<Path> authority(NamedFields profile) {
    return profile.one("authority").map(written -> readable(profile, written));
  }

  private static Path readable(NamedFields profile, String written) {
    try {
      Path file = Path.of(written).toAbsolutePath().normalize();
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException _) {
      // Refused below, like a file that is not there.
    }
    throw profile.refused(
        "authority",
        Kinds.quoted(written) + " cannot be read",
        "name a PEM file with the authority that signs this client's certificate");
  }
}

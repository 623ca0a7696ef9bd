package dev.doorward.cli.stores;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands in place of a secret, read and bounded.
sealed interface SecretReference {
  /// A field of a secret of Vault's key-value engine, version 2.
  ///
  /// @param path the path of Vault's HTTP API below `/v1/`, with `data` behind the engine's mount
  record InVault(String path, String field) implements SecretReference {}

  /// A secret of AWS Secrets Manager, or a field of one that is a JSON object.
  ///
  /// @param id its name or ARN
  record InAws(String id, Optional<String> field) implements SecretReference {}

  /// Reads a reference.
  ///
  /// @throws SecretUnavailable when it has another form
  static SecretReference parse(String written) throws SecretUnavailable {
    return written.startsWith("vault:") ? vault(written) : aws(written);
  }

  private static InVault vault(String written) throws SecretUnavailable {
    Matcher parts = Forms.VAULT.matcher(written);
    if (!parts.matches() || parts.group(1).length() > Forms.LONGEST_PATH) {
      throw new SecretUnavailable(
          "is no reference to a secret of Vault", "write it as vault:secret/data/doorward#field");
    }
    return new InVault(parts.group(1), parts.group(2));
  }

  private static InAws aws(String written) throws SecretUnavailable {
    Matcher parts = Forms.AWS.matcher(written);
    if (!parts.matches()) {
      throw new SecretUnavailable(
          "is no reference to a secret of AWS",
          "write it as aws:name-or-arn, or aws:name-or-arn#field for one field of a JSON object");
    }
    return new InAws(parts.group(1), Optional.ofNullable(parts.group(2)));
  }

  /// The forms, in a class of their own so that they are compiled only for a reference.
  final class Forms {
    private static final int LONGEST_PATH = 512;

    // A segment begins with no dot, so that no path leads out of its engine.
    private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}";
    private static final String FIELD = "#([A-Za-z0-9._-]{1,128})";
    private static final Pattern VAULT =
        Pattern.compile(
            "vault:("
                + SEGMENT
                + "(?:/"
                + SEGMENT
                + "){0,7}/data(?:/"
                + SEGMENT
                + "){1,16})"
                + FIELD);
    private static final Pattern AWS =
        Pattern.compile("aws:([A-Za-z0-9/_+=.@:-]{1,2048})(?:" + FIELD + ")?");

    private Forms() {}
  }
}

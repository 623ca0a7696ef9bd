package dev.doorward.block;

import dev.doorward.limit.Network;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One entry of the block list.
///
/// @param target who is meant
/// @param reason why, for the operator only; 1 to 200 characters
/// @param since when it was written
/// @param until when it ends
public record Block(Target target, String reason, Instant since, Instant until) {
  private static final int LONGEST_REASON = 200;

  public Block {
    requireLine(reason, "reason", LONGEST_REASON);
  }

  /// What a block is about.
  public enum Kind {
    /// An address or a network of addresses.
    ADDRESS,
    /// One access token, by its `jti`.
    TOKEN,
    /// Whoever an issuer knows by this name.
    SUBJECT,
    /// A client software, by its `client_id`.
    CLIENT;

    /// The kind as it is written in the file and on the command line.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The kind of this label; empty when there is none.
    static Optional<Kind> of(String label) {
      for (Kind kind : values()) {
        if (kind.label().equals(label)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /// Who is meant.
  ///
  /// @param kind what the value is
  /// @param value an address or network in its shortest form, else exactly what the token says; 1
  ///   to 512 characters
  /// @param issuer of which issuer's subjects only; empty for all
  public record Target(Kind kind, String value, Optional<String> issuer) {
    private static final int LONGEST = 512;

    public Target {
      requireLine(value, "value", LONGEST);
      issuer.ifPresent(name -> requireLine(name, "issuer", LONGEST));
      if (issuer.isPresent() && kind != Kind.SUBJECT) {
        throw new IllegalArgumentException("only a subject has an issuer");
      }
      if (kind == Kind.ADDRESS) {
        value = network(value).toString();
      }
    }

    /// The addresses of a target of that kind.
    Network network() {
      return network(value);
    }

    private static Network network(String text) {
      Network network = Network.parse(text);
      if (network.prefix() == 0) {
        throw new IllegalArgumentException("a block of every address is no block");
      }
      return network;
    }

    @Override
    public String toString() {
      return kind.label() + " " + value + issuer.map(name -> " of " + name).orElse("");
    }
  }

  private static void requireLine(String text, String what, int longest) {
    if (text.isBlank()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the " + what + " is not one line of 1 to " + longest + " characters");
    }
  }
}

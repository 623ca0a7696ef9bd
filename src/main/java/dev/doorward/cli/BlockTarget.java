package dev.doorward.cli;

import dev.doorward.block.Block;
import dev.doorward.cli.settings.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The flags that say whom a block is about.
final class BlockTarget {
  private static final String ISSUER = "--issuer";

  private BlockTarget() {}

  static Form flags(Form form) {
    return form.with("--address", "address or network", "An address, or a network as 10.0.0.0/8.")
        .with("--token", "id", "One access token, by its jti.")
        .with("--subject", "name", "Whoever issuers know by this sub.")
        .with("--client", "id", "A client software, by its client_id.")
        .with(ISSUER, "iss", "With --subject: of this issuer only.");
  }

  static Block.Target of(Words written) {
    List<Block.Target> targets = new ArrayList<>();
    for (Block.Kind kind : Block.Kind.values()) {
      written
          .one("--" + kind.label())
          .ifPresent(value -> targets.add(target(kind, value, written.one(ISSUER))));
    }
    if (targets.size() != 1) {
      throw new StartRefused(
          ExitCode.USAGE,
          "name one of --address, --token, --subject and --client, not "
              + (targets.isEmpty() ? "none" : "several"));
    }
    return targets.getFirst();
  }

  private static Block.Target target(Block.Kind kind, String value, Optional<String> issuer) {
    try {
      return new Block.Target(kind, value, issuer);
    } catch (IllegalArgumentException _) {
      throw new StartRefused(
          ExitCode.USAGE,
          "--"
              + kind.label()
              + ": "
              + Kinds.quoted(value)
              + (kind == Block.Kind.ADDRESS
                  ? " is neither an address nor a network of some; write 192.0.2.1 or 10.0.0.0/8"
                  : " cannot be blocked; write one line, and --issuer only with --subject"));
    }
  }
}

package dev.doorward.block;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.limit.Network;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A block list made ready for questions: each takes a look-up per kind, and for an address one per
/// length of prefix that is blocked, however long the list is.
final class BlockList {
  static final BlockList EMPTY = new BlockList(List.of());

  private final int size;
  private final Map<Network, Instant> networks = new HashMap<>();
  private final int[] fourPrefixes;
  private final int[] sixPrefixes;
  private final Map<String, Instant> tokens = new HashMap<>();
  private final Map<String, Instant> clients = new HashMap<>();
  private final Map<String, Instant> subjects = new HashMap<>();
  private final Map<CallerId, Instant> callers = new HashMap<>();

  BlockList(List<Block> blocks) {
    this.size = blocks.size();
    Set<Integer> four = new TreeSet<>();
    Set<Integer> six = new TreeSet<>();
    for (Block block : blocks) {
      Block.Target target = block.target();
      switch (target.kind()) {
        case ADDRESS -> {
          Network network = target.network();
          later(networks, network, block.until());
          (network.address().getAddress().length == 4 ? four : six).add(network.prefix());
        }
        case TOKEN -> later(tokens, target.value(), block.until());
        case CLIENT -> later(clients, target.value(), block.until());
        case SUBJECT ->
            target
                .issuer()
                .ifPresentOrElse(
                    issuer -> later(callers, new CallerId(issuer, target.value()), block.until()),
                    () -> later(subjects, target.value(), block.until()));
      }
    }
    this.fourPrefixes = array(four);
    this.sixPrefixes = array(six);
  }

  private static <K> void later(Map<K, Instant> index, K key, Instant until) {
    index.merge(key, until, (one, other) -> one.isAfter(other) ? one : other);
  }

  private static int[] array(Set<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean blocksAddresses() {
    return !networks.isEmpty();
  }

  boolean blocks(InetAddress address, Instant now) {
    for (int prefix : address.getAddress().length == 4 ? fourPrefixes : sixPrefixes) {
      if (holds(networks.get(new Network(address, prefix)), now)) {
        return true;
      }
    }
    return false;
  }

  boolean blocks(Caller caller, Instant now) {
    return blocks(caller.id(), now)
        || holds(clients.get(caller.clientId()), now)
        || (!caller.credential().isEmpty() && holds(tokens.get(caller.credential()), now));
  }

  boolean blocks(CallerId caller, Instant now) {
    return holds(callers.get(caller), now) || holds(subjects.get(caller.subject()), now);
  }

  private static boolean holds(@Nullable Instant until, Instant now) {
    return until != null && now.isBefore(until);
  }
}

package dev.doorward.protocol.modern;

import dev.doorward.caller.CallerId;
import dev.doorward.gateway.Request;
import dev.doorward.protocol.wire.JsonOut;
import dev.doorward.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Seals what a request must remember while its client answers a question: AES-256-GCM, bound to
/// the caller and the request, short-lived, so that any replica with the same secret can go on and
/// nobody can read, alter or lend it.
public final class StateSeal {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int SHORTEST_SECRET = 32;
  private static final int MOST_PLAIN_BYTES = 64 * 1024;
  private static final int LONGEST_SEALED = 100_000;
  private static final byte[] PURPOSE =
      "doorward request state 1".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<List<byte[]>> secrets;
  private final InstantSource clock;
  private @Nullable Keys keys;

  /// @param secrets at least one of at least 32 bytes, the newest first; asked for when the first
  ///   state is sealed or opened
  /// @param clock decides what has expired
  public StateSeal(Supplier<List<byte[]>> secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  private record Keys(List<SecretKey> newestFirst, SecureRandom random) {}

  /// Seals a state.
  ///
  /// @return unpadded base64url; empty when the state is too large to travel
  Optional<String> seal(CallerId caller, Request request, RequestState state) {
    byte[] plain = plain(state);
    if (plain.length > MOST_PLAIN_BYTES) {
      return Optional.empty();
    }
    Keys ring = keys();
    byte[] nonce = new byte[NONCE_BYTES];
    ring.random().nextBytes(nonce);
    try {
      Cipher cipher =
          cipher(Cipher.ENCRYPT_MODE, ring.newestFirst().getFirst(), nonce, caller, request);
      byte[] sealed = cipher.doFinal(plain);
      byte[] whole =
          ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
              .put(FORMAT)
              .put(nonce)
              .put(sealed)
              .array();
      return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  /// Opens a state.
  ///
  /// @return empty when it was altered, has expired, belongs to something else, or was never ours:
  ///   all the same to a caller
  Optional<RequestState> open(CallerId caller, Request request, String sealed) {
    byte[] whole = decoded(sealed);
    if (whole.length <= 1 + NONCE_BYTES || whole[0] != FORMAT) {
      return Optional.empty();
    }
    byte[] nonce = java.util.Arrays.copyOfRange(whole, 1, 1 + NONCE_BYTES);
    for (SecretKey key : keys().newestFirst()) {
      try {
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, caller, request);
        return state(cipher.doFinal(whole, 1 + NONCE_BYTES, whole.length - 1 - NONCE_BYTES));
      } catch (GeneralSecurityException e) {
        // Another key may fit.
      }
    }
    return Optional.empty();
  }

  private static byte[] decoded(String sealed) {
    if (sealed.length() > LONGEST_SEALED) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Cipher cipher(
      int mode, SecretKey key, byte[] nonce, CallerId caller, Request request)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(Binding.of(caller, request));
    return cipher;
  }

  private byte[] plain(RequestState state) {
    return JsonOut.object(
        out -> {
          out.number("until", clock.instant().plus(LIFE).toEpochMilli());
          out.texts("asked", List.copyOf(state.asked()));
          out.value("answers", state.answers());
          state.note().ifPresent(note -> out.text("note", note));
        });
  }

  private Optional<RequestState> state(byte[] plain) {
    return MessageReader.readObject(plain)
        .filter(json -> clock.millis() < json.path("until").asLong(0))
        .map(StateSeal::state);
  }

  private static RequestState state(ObjectNode json) {
    Set<String> asked = new LinkedHashSet<>();
    json.path("asked").forEach(key -> asked.add(key.asString()));
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    json.path("answers").forEachEntry(answers::put);
    return new RequestState(asked, answers, json.path("note").stringValueOpt());
  }

  /// Made on first use: most calls never ask, and a stdio start has no time for it.
  private synchronized Keys keys() {
    Keys ring = keys;
    if (ring == null) {
      List<SecretKey> derived = new ArrayList<>();
      for (byte[] secret : secrets.get()) {
        derived.add(key(secret));
      }
      if (derived.isEmpty()) {
        throw new IllegalStateException("there is no secret to seal with");
      }
      ring = new Keys(List.copyOf(derived), new SecureRandom());
      keys = ring;
    }
    return ring;
  }

  private static SecretKey key(byte[] secret) {
    if (secret.length < SHORTEST_SECRET) {
      throw new IllegalStateException(
          "a secret to seal with has at least " + SHORTEST_SECRET + " bytes");
    }
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES", HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(PURPOSE, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 25 has HKDF-SHA256", e);
    }
  }
}

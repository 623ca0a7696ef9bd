package dev.doorward.transport.http.auth;

import static dev.doorward.transport.http.auth.TrustedKeys.HEADER;
import static dev.doorward.transport.http.auth.TrustedKeys.claims;
import static dev.doorward.transport.http.auth.TrustedKeys.encode;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Tokens whose header, spelling or signature is not what the first issuer writes.
final class ForgedHeaders {
  private final TrustedKeys keys;
  private final List<TokenCase> cases = new ArrayList<>();
  private final String good;

  private ForgedHeaders(TrustedKeys keys) {
    this.keys = keys;
    this.good = keys.signed(HEADER, claims(Map.of()));
  }

  static Stream<TokenCase> all(TrustedKeys keys) {
    ForgedHeaders forged = new ForgedHeaders(keys);
    forged.withoutSignature();
    forged.secretsThatArePublic();
    forged.algorithms();
    forged.types();
    forged.members();
    forged.keyIds();
    forged.signatures();
    forged.spellings();
    return forged.cases.stream();
  }

  private void withoutSignature() {
    String signature = good.replaceAll("^.*\\.", "");
    for (String none : List.of("none", "None", "NONE", "nOnE", "none ", "")) {
      String unsigned = encode(header("alg", none)) + "." + encode(claims(Map.of())) + ".";
      add("alg '" + none + "' without a signature", "malformed", unsigned);
      // What is not "none" to the letter is some algorithm nobody accepts.
      add(
          "alg '" + none + "' over a good signature",
          none.equals("none") ? "malformed" : "algorithm",
          unsigned + signature);
    }
  }

  private void secretsThatArePublic() {
    try {
      byte[] der = keys.rsa.toRSAPublicKey().getEncoded();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n";
      mac("DER", der);
      mac("PEM", TrustedKeys.bytes(pem));
      mac("JWK", TrustedKeys.bytes(keys.rsa.toPublicJWK().toString()));
      mac("modulus", keys.rsa.getModulus().decode());
      mac("zeros", new byte[64]);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void mac(String what, byte[] secret) throws JOSEException {
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS512)) {
      String content = encode(header("alg", algorithm.getName())) + "." + encode(claims(Map.of()));
      var signature =
          new MACSigner(secret).sign(new JWSHeader(algorithm), TrustedKeys.bytes(content));
      add(algorithm + " with the " + what + " as secret", "algorithm", content + "." + signature);
    }
  }

  private void algorithms() {
    for (String name : List.of("RS384", "RS512", "PS512", "ES384", "ES256K", "EdDSA", "rs256")) {
      header("alg " + name + " is not accepted", "algorithm", header("alg", name));
    }
    header("alg of another key's kind", "signature", header("alg", "ES256"));
    header("alg PS256 over an RS256 signature", "signature", header("alg", "PS256"));
    header("no alg", "malformed", "{\"typ\":\"at+jwt\",\"kid\":\"k1\"}");
    for (String odd : List.of("null", "1", "[\"RS256\"]", "{}")) {
      header("alg " + odd, "malformed", HEADER.replace("\"RS256\"", odd));
    }
  }

  private void types() {
    header("no typ", "type", "{\"alg\":\"RS256\",\"kid\":\"k1\"}");
    for (String type :
        List.of(
            "JWT",
            "application/jwt",
            "dpop+jwt",
            "logout+jwt",
            "secevent+jwt",
            "at+jwt ",
            "at+jwtx",
            "xat+jwt",
            "absent",
            "")) {
      header("typ '" + type + "'", "type", header("typ", type));
    }
    header("typ 7", "malformed", HEADER.replace("\"at+jwt\"", "7"));
  }

  private void members() {
    with("empty crit", "critical_header", "\"crit\":[]");
    with("unknown crit", "critical_header", "\"crit\":[\"exp\"]");
    with("unencoded payload", "critical_header", "\"crit\":[\"b64\"],\"b64\":false");
    with("b64 without crit", "foreign_header", "\"b64\":false");
    with("embedded jwk", "embedded_key", "\"jwk\":" + keys.stranger.toPublicJWK());
    with("embedded jwk of the issuer", "embedded_key", "\"jwk\":" + keys.rsa.toPublicJWK());
    with("jku", "embedded_key", "\"jku\":\"https://evil.example/keys\"");
    with("jku of the issuer", "embedded_key", "\"jku\":\"https://login.example.org/keys\"");
    with("x5u", "embedded_key", "\"x5u\":\"https://evil.example/cert\"");
    with("enc", "malformed", "\"enc\":\"A256GCM\"");
    with("zip", "foreign_header", "\"zip\":\"DEF\"");
    with("nested token", "foreign_header", "\"cty\":\"JWT\"");
    with("alg twice", "malformed", "\"alg\":\"RS256\"");
    with("kid twice", "malformed", "\"kid\":\"k1\"");
    for (String odd : List.of("[]", "null", "\"text\"", "nonsense", "{", "")) {
      header("header '" + odd + "'", "malformed", odd);
    }
  }

  private void keyIds() {
    header("no kid with several keys", "signature", "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}");
    for (String id :
        List.of(
            "", "K1", "k1 ", "o1", "../../k1", "/dev/null", "k1' OR '1'='1", "k1\\u0000", "*")) {
      header("kid '" + id + "'", "signature", header("kid", id));
    }
    header("kid of 300 characters", "key_id", header("kid", "k".repeat(300)));
    header("kid 1", "malformed", HEADER.replace("\"k1\"", "1"));
    header("kid in an array", "malformed", HEADER.replace("\"k1\"", "[\"k1\"]"));
  }

  private void signatures() {
    add("another key under the same id", "signature", by(keys.stranger, HEADER));
    String elliptic = encode("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"e1\"}");
    String content = elliptic + "." + encode(claims(Map.of())) + ".";
    byte[] zeros = new byte[64];
    add("zeros as an elliptic signature", "signature", content + base64(zeros));
    byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) 0xFF);
    add("ones as an elliptic signature", "signature", content + base64(ones));
    String[] parts = good.split("\\.", -1);
    add(
        "claims of another token",
        "signature",
        parts[0] + "." + encode(claims(Map.of("sub", "\"mallory\""))) + "." + parts[2]);
    add(
        "header of another token",
        "signature",
        encode(HEADER.replace("}", ",\"x\":1}")) + "." + parts[1] + "." + parts[2]);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    signature[9] ^= 1;
    add("one bit changed", "signature", parts[0] + "." + parts[1] + "." + base64(signature));
    byte[] shorter = Arrays.copyOf(signature, signature.length - 1);
    add("signature cut", "signature", parts[0] + "." + parts[1] + "." + base64(shorter));
    add("signature left out", "malformed", parts[0] + "." + parts[1] + ".");
    add("signature not sent", "malformed", parts[0] + "." + parts[1]);
  }

  private void spellings() {
    add("padding", "malformed", good + "=");
    add("a part behind", "malformed", good + ".x");
    add("a dot behind", "malformed", good + ".");
    add("a dot before", "malformed", "." + good);
    add("five parts as an encrypted token", "malformed", good + ".AAAA.AAAA");
    add("plus instead of minus", "malformed", good.substring(0, good.length() - 1) + "+");
    add("other unused bits", "malformed", otherTrailingBits(good));
    add("lower case", "malformed", good.toLowerCase(java.util.Locale.ROOT));
    add("JSON form", "malformed", "{\"payload\":\"" + good.split("\\.", -1)[1] + "\"}");
    add("words", "malformed", "let me in");
    add("dots only", "malformed", "..");
  }

  /// A signature of 256 bytes leaves four bits of its last character unused.
  private static String otherTrailingBits(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
  }

  private static String header(String member, String value) {
    return switch (member) {
      case "alg" -> HEADER.replace("RS256", value);
      case "typ" -> HEADER.replace("at+jwt", value);
      default -> HEADER.replace("k1", value);
    };
  }

  private void with(String name, String reason, String members) {
    header(name, reason, HEADER.replace("}", "," + members + "}"));
  }

  private void header(String name, String reason, String header) {
    add(name, reason, keys.signed(header, claims(Map.of())));
  }

  private static String by(com.nimbusds.jose.jwk.RSAKey key, String header) {
    return TrustedKeys.sign(key, JWSAlgorithm.RS256, header, claims(Map.of()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void add(String name, String reason, String token) {
    cases.add(new TokenCase(name, reason, token));
  }
}

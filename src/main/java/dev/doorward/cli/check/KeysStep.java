package dev.doorward.cli.check;

import dev.doorward.transport.http.auth.PublishedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The public keys of each issuer.
final class KeysStep implements Step {
  private static final String NAME = "keys";
  private static final int MOST_BYTES = 256 * 1024;

  @Override
  public List<Finding> examine(Subject subject, Probe probe) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Subject.CheckedIssuer issuer : subject.issuers()) {
      if (issuer.jwks().isEmpty()) {
        findings.add(
            new Finding(
                NAME,
                Level.WARNING,
                issuer.name() + " shares a secret: whoever can check its tokens can make them",
                "let it sign with a key pair and name its key set instead of the secret"));
        continue;
      }
      String place = issuer.jwks().get();
      try {
        findings.addAll(judged(issuer, place, PublishedKeys.of(read(place, probe))));
      } catch (Probe.Failed failed) {
        findings.add(
            new Finding(
                NAME,
                Level.BROKEN,
                place + ": " + failed.problem(),
                "no token of " + issuer.name() + " can be checked; make its keys reachable"));
      }
    }
    return findings;
  }

  private static byte[] read(String place, Probe probe) throws Probe.Failed, InterruptedException {
    if (place.startsWith("http://") || place.startsWith("https://")) {
      HttpResponse<byte[]> answer = probe.get(URI.create(place));
      if (answer.statusCode() != 200) {
        throw new Probe.Failed("it answers with status " + answer.statusCode());
      }
      return answer.body();
    }
    try (InputStream in = Files.newInputStream(Path.of(place))) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException _) {
      throw new Probe.Failed("the file cannot be read");
    }
  }

  private static List<Finding> judged(
      Subject.CheckedIssuer issuer, String place, PublishedKeys keys) {
    List<Finding> findings = new ArrayList<>();
    if (keys.usable() == 0) {
      findings.add(
          new Finding(
              NAME,
              Level.BROKEN,
              place + " holds no key that can check a signature",
              "name the key set of " + issuer.name()));
    } else {
      findings.add(Finding.good(NAME, place + ": " + keys.usable() + " usable"));
    }
    if (keys.secretParts()) {
      findings.add(
          new Finding(
              NAME,
              Level.REFUSED,
              place + " publishes private or shared keys",
              "replace those keys at once: whoever read them can make tokens"));
    }
    if (keys.nameless() && keys.usable() > 1) {
      findings.add(
          new Finding(
              NAME,
              Level.WARNING,
              place + " holds several keys, some without a key id",
              "give every key a kid"));
    }
    if (keys.unusable() > 0) {
      findings.add(
          new Finding(
              NAME,
              Level.ADVICE,
              place + ": " + keys.unusable() + " cannot be used and will be passed over",
              "sign with RSA of 2048 bits or more, or with P-256"));
    }
    return findings;
  }
}

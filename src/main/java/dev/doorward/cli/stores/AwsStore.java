package dev.doorward.cli.stores;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.stores.SecretReference.InAws;
import dev.doorward.ops.logging.Masking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// Reads one secret of AWS Secrets Manager with Amazon's own client, which finds region and
/// credentials where it always does: variables, the role of a service account, the machine's role.
/// Certificates are checked, redirects are not followed, and plain HTTP goes to loopback only.
final class AwsStore {
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private AwsStore() {}

  /// @param environment the process's variables; Amazon's client reads its own, and what is secret
  ///   among them must not be logged by it
  static String read(InAws wanted, Map<String, String> environment) throws SecretUnavailable {
    for (String name : List.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")) {
      VaultStore.set(environment, name).ifPresent(Masking::add);
    }
    return within(PATIENCE, () -> read(wanted));
  }

  /// Amazon's timeouts bound its attempts, and not what finds region and credentials.
  static String within(Duration patience, Callable<String> reading) throws SecretUnavailable {
    FutureTask<String> task = new FutureTask<>(reading);
    Thread.ofVirtual().name("aws-secret").start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof SecretUnavailable unavailable) {
        throw unavailable;
      }
      throw unreachable();
    } catch (TimeoutException _) {
      throw unreachable();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unreachable();
    } finally {
      task.cancel(true);
    }
  }

  private static String read(InAws wanted) throws SecretUnavailable {
    try (SecretsManagerClient client = AwsClient.make(ATTEMPT, PATIENCE)) {
      GetSecretValueResponse answer = client.getSecretValue(ask -> ask.secretId(wanted.id()));
      String text = answer.secretString();
      if (text == null) {
        throw new SecretUnavailable("is binary and no text", "store it as text");
      }
      return wanted.field().isEmpty() ? text : field(text, wanted.field().get());
    } catch (ResourceNotFoundException _) {
      throw new SecretUnavailable(
          "is not there in this account and region", "look at the name and at AWS_REGION");
    } catch (SecretsManagerException refused) {
      throw new SecretUnavailable(
          "cannot be had, AWS answers " + refused.statusCode() + " " + code(refused),
          "let this role call secretsmanager:GetSecretValue for it, and kms:Decrypt for its key");
    } catch (SdkClientException _) {
      // Its text is Amazon's and long; what it says is one of these.
      throw unreachable();
    }
  }

  private static SecretUnavailable unreachable() {
    return new SecretUnavailable(
        "cannot be had, AWS cannot be asked within "
            + PATIENCE.toSeconds()
            + " seconds: no region, no credentials, no way there over https, or no answer within "
            + AwsClient.MOST_BYTES / 1024
            + " KiB",
        "set AWS_REGION, give the process a role or keys, and look at the network");
  }

  private static String code(SecretsManagerException refused) {
    return refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null
        ? "without a reason"
        : Kinds.plain(refused.awsErrorDetails().errorCode());
  }

  private static String field(String text, String field) throws SecretUnavailable {
    return JsonFields.object(text.getBytes(StandardCharsets.UTF_8))
        .flatMap(object -> JsonFields.text(object, field))
        .orElseThrow(
            () ->
                new SecretUnavailable(
                    "is not there: the secret is no JSON object with this field as a text",
                    "put it there, or leave out # and the field for a secret that is one text"));
  }
}

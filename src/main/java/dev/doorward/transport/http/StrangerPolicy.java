package dev.doorward.transport.http;

import dev.doorward.limit.AddressLimiter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a request may ask for while nobody knows whose it is: so much per address, and nothing but
/// waiting after too many bad credentials. Callers that are known do not come by here, nor do
/// probes.
@Singleton
final class StrangerPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(StrangerPolicy.class);
  private static final String HEALTH = "/health";

  private final AddressLimiter addresses;
  private final ClientAddresses clients;

  private final DoorAudit audit;

  StrangerPolicy(AddressLimiter addresses, ClientAddresses clients, DoorAudit audit) {
    this.clients = clients;
    this.addresses = addresses;
    this.audit = audit;
  }

  /// The answer to a request that goes no further; null for one that may.
  @Nullable MutableHttpResponse<?> refusal(HttpRequest<?> request) {
    boolean credential = carriesCredential(request.getHeaders());
    if (!credential && request.getPath().startsWith(HEALTH)) {
      return null;
    }
    InetAddress address = clients.of(request);
    AddressLimiter.Admission admission =
        credential ? addresses.admitCredential(address) : addresses.admitAnonymous(address);
    return switch (admission) {
      case AddressLimiter.Admission.Admitted _ -> null;
      case AddressLimiter.Admission.Limited limited -> {
        audit.limited(request, DoorError.RATE_LIMITED.label());
        yield Answers.limited(limited.decision());
      }
      case AddressLimiter.Admission.Locked locked -> {
        audit.limited(request, DoorError.LOCKED_OUT.label());
        yield Answers.of(DoorError.LOCKED_OUT)
            .header(HttpHeaders.RETRY_AFTER, Answers.seconds(locked.retryIn()));
      }
    };
  }

  /// Counts a bad credential. The address is not logged with every one, only when it is locked out.
  void failed(HttpRequest<?> request) {
    InetAddress address = clients.of(request);
    if (addresses.failed(address)) {
      LOG.atWarn().addKeyValue("address", address.getHostAddress()).log("address_locked_out");
    }
  }

  private static boolean carriesCredential(HttpHeaders headers) {
    return headers.contains(HttpHeaders.AUTHORIZATION) || headers.contains("X-API-Key");
  }
}

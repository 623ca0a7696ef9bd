package dev.doorward.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.limit.AddressLimiter.Admission;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AddressLimiterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AddressLimiter limiter = new AddressLimiter(LimitSettings.DEFAULTS, nanos::get);

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      limiter.failed(address(address));
    }
  }

  private boolean locked(String address) {
    return limiter.admitCredential(address(address)) instanceof Admission.Locked;
  }

  @Test
  void locksAnAddressOutAtTheTwentiethBadCredentialOfAMinuteForFiveMinutes() {
    fail("192.0.2.1", 19);
    assertThat(locked("192.0.2.1")).isFalse();
    assertThat(limiter.failed(address("192.0.2.1"))).isTrue();
    assertThat(limiter.admitCredential(address("192.0.2.1")))
        .isEqualTo(new Admission.Locked(Duration.ofMinutes(5)));
    pass(Duration.ofMinutes(5).minusNanos(1));
    assertThat(locked("192.0.2.1")).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(locked("192.0.2.1")).isFalse();
    assertThat(limiter.lockouts()).isEqualTo(1);
  }

  @Test
  void doesNotAddUpWhatLiesMoreThanAWindowApart() {
    fail("192.0.2.1", 19);
    pass(Duration.ofMinutes(1));
    fail("192.0.2.1", 19);
    assertThat(locked("192.0.2.1")).isFalse();
    fail("192.0.2.1", 1);
    assertThat(locked("192.0.2.1")).isTrue();
  }

  @Test
  void failuresDuringALockOutDoNotProlongIt() {
    fail("192.0.2.1", 20);
    pass(Duration.ofMinutes(4));
    fail("192.0.2.1", 100);
    pass(Duration.ofMinutes(1));
    assertThat(locked("192.0.2.1")).isFalse();
  }

  @Test
  void leavesOtherAddressesAlone() {
    fail("192.0.2.1", 20);
    assertThat(locked("192.0.2.2")).isFalse();
  }

  @Test
  void takesThe64OfAnIpv6AddressForOne() {
    for (int i = 1; i <= 20; i++) {
      fail("2001:db8:0:1::" + i, 1);
    }
    assertThat(locked("2001:db8:0:1:ffff::9")).isTrue();
    assertThat(locked("2001:db8:0:2::1")).isFalse();
  }

  @Test
  void takesAnIpv4AddressForTheSameInIpv6Clothes() throws UnknownHostException {
    fail("192.0.2.1", 20);
    byte[] mapped = ByteBuffer.allocate(16).putShort(10, (short) -1).array();
    System.arraycopy(address("192.0.2.1").getAddress(), 0, mapped, 12, 4);
    assertThat(limiter.admitCredential(InetAddress.getByAddress(mapped)))
        .isInstanceOf(Admission.Locked.class);
  }

  @Test
  void capsRequestsWithoutACredentialPerAddress() {
    for (int i = 0; i < 300; i++) {
      assertThat(limiter.admitAnonymous(address("192.0.2.1")))
          .isInstanceOf(Admission.Admitted.class);
    }
    assertThat(limiter.admitAnonymous(address("192.0.2.1")))
        .isInstanceOfSatisfying(
            Admission.Limited.class,
            limited -> {
              assertThat(limited.decision().scope()).isEqualTo("address");
              assertThat(limited.decision().retryIn()).isEqualTo(Duration.ofMinutes(1));
            });
    assertThat(limiter.admitAnonymous(address("192.0.2.2"))).isInstanceOf(Admission.Admitted.class);
    assertThat(limiter.admitCredential(address("192.0.2.1")))
        .isInstanceOf(Admission.Admitted.class);
    pass(Duration.ofMinutes(1));
    assertThat(limiter.admitAnonymous(address("192.0.2.1"))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void remembersABoundedNumberOfAddressesWhateverArrives() throws UnknownHostException {
    for (int i = 0; i < 100_000; i++) {
      InetAddress four = InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(i).array());
      InetAddress six =
          InetAddress.getByAddress(
              ByteBuffer.allocate(16).putLong(0x2001_0db8_0000_0000L + i).array());
      limiter.admitAnonymous(four);
      limiter.failed(four);
      limiter.admitAnonymous(six);
      limiter.failed(six);
    }
    assertThat(limiter.remembered()).isLessThanOrEqualTo(AddressLimiter.MOST_ADDRESSES);
  }
}

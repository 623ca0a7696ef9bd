package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.limit.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressesTest {
  private final ClientAddresses addresses =
      new ClientAddresses(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8:1::/48")));

  @ParameterizedTest(name = "{0} forwarding ''{1}'' is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          198.51.100.7   |                                    | 198.51.100.7
          198.51.100.7   | 192.0.2.1                          | 198.51.100.7
          10.1.1.1       |                                    | 10.1.1.1
          10.1.1.1       | 192.0.2.1                          | 192.0.2.1
          10.1.1.1       | 203.0.113.9, 192.0.2.1             | 192.0.2.1
          10.1.1.1       | 192.0.2.1, 10.2.2.2                | 192.0.2.1
          10.1.1.1       | 127.0.0.1, 192.0.2.1, 10.2.2.2     | 192.0.2.1
          10.1.1.1       | 192.0.2.1:4711                     | 192.0.2.1
          10.1.1.1       | [2001:db8:2::1]:4711               | 2001:db8:2::1
          10.1.1.1       | 2001:db8:2::1                      | 2001:db8:2::1
          10.1.1.1       | 192.0.2.1, unknown                 | 10.1.1.1
          10.1.1.1       | 192.0.2.1, unknown, 10.2.2.2       | 10.2.2.2
          10.1.1.1       | 192.0.2.1,                         | 10.1.1.1
          10.1.1.1       | evil.example                       | 10.1.1.1
          10.1.1.1       | 10.3.3.3, 10.2.2.2                 | 10.3.3.3
          2001:db8:1::9  | 192.0.2.1                          | 192.0.2.1
          2001:db8:2::9  | 192.0.2.1                          | 2001:db8:2::9
          """)
  void takesTheRightmostAddressThatNoTrustedProxyHas(String peer, String forwarded, String client) {
    assertThat(
            addresses.of(
                new InetSocketAddress(InetAddress.ofLiteral(peer), 4711),
                forwarded == null ? List.of() : List.of(forwarded)))
        .isEqualTo(InetAddress.ofLiteral(client));
  }
}

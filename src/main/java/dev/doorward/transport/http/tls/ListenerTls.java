package dev.doorward.transport.http.tls;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.netty.NettySslContextBuilder;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import io.micronaut.http.server.netty.ssl.NettyServerSslFactory;
import io.netty.handler.ssl.SslContext;
import jakarta.inject.Singleton;

/// Asks clients for certificates only at the listeners that have authorities for them: the
/// framework's setting is one for all, and probes have none to show.
@Singleton
@Replaces(NettyServerSslFactory.class)
final class ListenerTls extends NettyServerSslFactory {
  @Override
  public NettySslContextBuilder serverBuilder(NettyListenerConfiguration listener) {
    return new Context(listener.getTrustName() != null);
  }

  private static final class Context extends NettySslContextBuilder {
    private final boolean asksClients;

    Context(boolean asksClients) {
      super(true);
      this.asksClients = asksClients;
    }

    @Override
    public SslContext buildTcp() throws Exception {
      if (!asksClients) {
        clientAuthentication(null);
      }
      return super.buildTcp();
    }
  }
}

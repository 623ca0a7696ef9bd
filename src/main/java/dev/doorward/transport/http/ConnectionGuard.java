package dev.doorward.transport.http;

import dev.doorward.limit.Network;
import dev.doorward.limit.Permits;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the connections of every listener and gives each one its patience. A connection too many
/// is closed before anything of it is read.
@Singleton
final class ConnectionGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

  private final ConnectionSettings settings;
  private final ClientAddresses addresses;
  private final FixedHeaders always;
  private final AtomicInteger connections = new AtomicInteger();
  private final Permits<Network> perAddress;

  ConnectionGuard(HttpSettings settings, ClientAddresses addresses, FixedHeaders always) {
    this.settings = settings.connections();
    this.addresses = addresses;
    this.always = always;
    this.perAddress = new Permits<>(this.settings.perAddress());
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Listeners());
    return event.getBean();
  }

  private final class Listeners implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role == ChannelRole.CONNECTION && !admits(channel)) {
        var _ = channel.close();
      }
      return role == ChannelRole.CONNECTION ? new Connection(channel) : this;
    }
  }

  private final class Connection implements NettyServerCustomizer {
    private final Channel channel;

    Connection(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void onInitialPipelineBuilt() {
      ChannelPipeline pipeline = channel.pipeline();
      ChannelHandler codec = pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC);
      if (codec instanceof HttpServerCodec) {
        pipeline.replace(
            codec,
            ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
            new DoorCodec(settings, new Patience(channel, settings), always));
      }
      if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION)
          instanceof Http2ConnectionHandler http2) {
        new Http2Patience(pipeline.context(http2), http2.connection(), settings).start();
      }
    }
  }

  private boolean admits(Channel channel) {
    Optional<Network> source = source(channel);
    if (connections.incrementAndGet() > settings.most()) {
      connections.decrementAndGet();
      LOG.atDebug().addKeyValue("reason", "connections").log("connection.refused");
      return false;
    }
    if (source.isPresent() && !perAddress.take(source.get())) {
      connections.decrementAndGet();
      LOG.atDebug().addKeyValue("reason", "per_address").log("connection.refused");
      return false;
    }
    channel
        .closeFuture()
        .addListener(
            _ -> {
              connections.decrementAndGet();
              source.ifPresent(perAddress::giveBack);
            });
    return true;
  }

  /// Whom a connection counts for; nobody when it is a trusted proxy's, who connects for many.
  private Optional<Network> source(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
      return Optional.empty();
    }
    InetAddress address = peer.getAddress();
    if (addresses.trusts(address)) {
      return Optional.empty();
    }
    return Optional.of(Network.around(address));
  }
}

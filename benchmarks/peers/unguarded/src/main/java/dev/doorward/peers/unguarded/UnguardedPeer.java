package dev.doorward.peers.unguarded;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.List;
import java.util.Map;

/// Doorward's engine behind Doorward's HTTP library with every guard left out: whoever asks is
/// answered. It exists to be measured, on loopback; the argument is its port.
public final class UnguardedPeer {
  private UnguardedPeer() {}

  /// Serves until the process is ended.
  public static void main(String[] arguments) {
    ApplicationContext context = new OwnBeans();
    context
        .getEnvironment()
        .addPropertySource(
            PropertySource.of(
                Map.of(
                    "micronaut.server.host", "127.0.0.1",
                    "micronaut.server.port", Integer.parseInt(arguments[0]),
                    // As Doorward's own door has it, but for what guards it.
                    "micronaut.server.date-header", false,
                    "micronaut.server.netty.parent.prefer-native-transport", true,
                    "micronaut.netty.event-loops.default.prefer-native-transport", true,
                    "micronaut.server.netty.request-decompression-enabled", false,
                    "micronaut.metrics.enabled", false,
                    "micronaut.security.enabled", false,
                    "endpoints.all.enabled", false)));
    context.start();
    context.getBean(EmbeddedServer.class).start();
  }

  /// Sees none of Doorward's beans: its filters and its controller are the guards.
  private static final class OwnBeans extends DefaultApplicationContext {
    private static final String DOORWARD = "dev.doorward.";
    private static final String OURS = UnguardedPeer.class.getPackageName();

    OwnBeans() {
      super(
          (ApplicationContextConfiguration)
              ApplicationContext.builder()
                  .banner(false)
                  .deduceEnvironment(false)
                  .bootstrapEnvironment(false)
                  .environmentPropertySource(false));
    }

    @Override
    @SuppressWarnings("rawtypes") // The method that is overridden says it so.
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
      return super.resolveBeanDefinitionReferences().stream().filter(OwnBeans::isOurs).toList();
    }

    private static boolean isOurs(BeanDefinitionReference<?> reference) {
      String name = reference.getBeanDefinitionName();
      return !name.startsWith(DOORWARD) || name.startsWith(OURS);
    }
  }
}

package dev.doorward.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.LoggerFactory;

/// The signal SIGHUP, by which operators ask a server to read its settings again.
///
/// Java has no supported way to hear of signals; the module `jdk.unsupported` has one. It is
/// reached by name, so that nothing fails where it is not: there the files are still followed.
final class HangUp {
  private HangUp() {}

  /// Runs something at each SIGHUP, on a thread of its own; the signal does not end the process any
  /// more.
  static void atEach(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Runnable heard = () -> Thread.ofVirtual().name("hang-up").start(work);
      MethodHandle told =
          MethodHandles.dropArguments(
              MethodHandles.lookup()
                  .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                  .bindTo(heard),
              0,
              signal);
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("HUP"),
              MethodHandleProxies.asInterfaceInstance(handler, told));
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // No such module, no such signal, or a JVM that was told to leave signals alone (-Xrs).
      LoggerFactory.getLogger(HangUp.class).info("signal.unavailable");
    }
  }
}

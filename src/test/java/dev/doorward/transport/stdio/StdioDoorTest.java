package dev.doorward.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StdioDoorTest {
  private static final StdioSettings QUICK =
      new StdioSettings(1024, Set.of(Role.VIEWER), Duration.ofMillis(100));

  @Test
  void feedsEveryLineAndWritesFramesOneByOne() throws Exception {
    Recorder engine = new Recorder();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String input = "one\n\n" + "x".repeat(5000) + "\ntwo\n";
    serve(engine, new ByteArrayInputStream(input.getBytes(UTF_8)), out);
    assertThat(engine.events).containsExactly("one", "overlong", "two", "drain", "close PT0.1S");
    assertThat(out.toString(UTF_8)).isEqualTo("answer to one\nanswer to two\n");
  }

  @Test
  void callsItsClientLocalWithTheConfiguredRoles() throws Exception {
    Recorder engine = new Recorder();
    serve(engine, InputStream.nullInputStream(), OutputStream.nullOutputStream());
    Caller caller = engine.callers.getFirst();
    assertThat(caller.id().issuer()).isEqualTo("local");
    assertThat(caller.roles()).containsExactly(Role.VIEWER);
    assertThat(caller.door()).isEqualTo(Door.STDIO);
  }

  @Test
  void namesTheCallerStdioWhenTheSystemNamesNobody() {
    assertThat(StdioDoor.localCaller(Set.of(Role.ADMIN), " ").id().subject()).isEqualTo("stdio");
    assertThat(StdioDoor.localCaller(Set.of(Role.ADMIN), "x".repeat(600)).id().subject())
        .isEqualTo("stdio");
    assertThat(StdioDoor.localCaller(Set.of(Role.ADMIN), "ann").id().subject()).isEqualTo("ann");
  }

  @Test
  void endsQuietlyWhenNobodyReadsAnyMore() throws Exception {
    Recorder engine = new Recorder();
    PipedOutputStream client = new PipedOutputStream();
    InputStream in = new PipedInputStream(client);
    client.write("one\n".getBytes(UTF_8));
    client.flush();
    serve(engine, in, new BrokenPipe());
    assertThat(engine.events).contains("one", "drain");
  }

  @Test
  void endsThoughTheClientNeitherReadsNorLetsGo() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Recorder engine =
        new Recorder() {
          @Override
          public void drain() {
            try {
              never.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };
    serve(engine, InputStream.nullInputStream(), OutputStream.nullOutputStream());
    assertThat(engine.events).isEmpty();
  }

  @Test
  void settingsRefuseWhatIsOutOfRange() {
    assertThatThrownBy(() -> new StdioSettings(10, Set.of(Role.ADMIN), Duration.ZERO))
        .hasMessageContaining("lineBytes");
    assertThatThrownBy(() -> new StdioSettings(4096, Set.of(), Duration.ZERO))
        .hasMessageContaining("role");
    assertThatThrownBy(() -> new StdioSettings(4096, Set.of(Role.ADMIN), Duration.ofSeconds(2)))
        .hasMessageContaining("grace");
  }

  @Test
  void settingsHaveTheseDefaults() {
    assertThat(StdioSettings.DEFAULTS)
        .isEqualTo(new StdioSettings(1_048_576, Set.of(Role.DEVELOPER), Duration.ofSeconds(1)));
  }

  private static void serve(Engine engine, InputStream in, OutputStream out)
      throws InterruptedException {
    new StdioDoor(new StandardStreams(in, out), QUICK).serve(engine);
  }

  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  private static class Recorder implements Engine {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final List<Caller> callers = new ArrayList<>();

    @Override
    public LineConversation converse(Caller caller, MessageSink out) {
      callers.add(caller);
      return new LineConversation() {
        @Override
        public void line(byte[] line) {
          String text = new String(line, UTF_8);
          events.add(text);
          out.accept(("answer to " + text).getBytes(UTF_8));
        }

        @Override
        public void overlongLine() {
          events.add("overlong");
        }

        @Override
        public void close(Duration grace) {
          events.add("close " + grace);
        }
      };
    }

    @Override
    public void endSessions(Predicate<CallerId> of) {
      // There are none here.
    }

    @Override
    public void drain() {
      events.add("drain");
    }

    @Override
    public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
      throw new AssertionError("no HTTP here");
    }

    @Override
    public void listen(Caller caller, RequestHeaders headers, Reply reply) {
      throw new AssertionError("no HTTP here");
    }

    @Override
    public void end(Caller caller, RequestHeaders headers, Reply reply) {
      throw new AssertionError("no HTTP here");
    }
  }
}

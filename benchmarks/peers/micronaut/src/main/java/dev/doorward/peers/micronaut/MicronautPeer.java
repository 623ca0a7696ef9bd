package dev.doorward.peers.micronaut;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.Micronaut;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/// The ceiling: a Micronaut POST that reads the call's JSON, writes the answer's JSON, nothing else.
@Controller
final class MicronautPeer {

  /// Starts the server on the loopback port given as the only argument.
  public static void main(String[] arguments) {
    Micronaut.build(new String[0])
        .banner(false)
        .properties(
            Map.of(
                "micronaut.server.host", "127.0.0.1",
                "micronaut.server.port", arguments[0],
                "micronaut.server.netty.parent.prefer-native-transport", true,
                "micronaut.netty.event-loops.default.prefer-native-transport", true))
        .start();
  }

  @Post("/mcp")
  Answer echo(@Body Call call) {
    String message = call.params().arguments().message();
    return new Answer("2.0", call.id(), new Result(List.of(new Text("text", message)), false));
  }

  @Serdeable
  record Call(long id, Params params) {}

  @Serdeable
  record Params(String name, Arguments arguments) {}

  @Serdeable
  record Arguments(String message) {}

  @Serdeable
  record Answer(String jsonrpc, long id, Result result) {}

  @Serdeable
  record Result(List<Text> content, boolean isError) {}

  @Serdeable
  record Text(String type, String text) {}
}

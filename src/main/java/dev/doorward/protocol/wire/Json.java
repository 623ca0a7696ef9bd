package dev.doorward.protocol.wire;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// The one factory of parsers and generators. There is no object mapper here: making one costs more
/// than the whole rest of a stdio start, and reflection has no place on the wire.
final class Json {
  /// Levels that the tokenizer follows at all. [TreeReader] stops keeping values far earlier, but
  /// reads on so that it can still find the id of the message it refuses.
  private static final int TOKENIZER_DEPTH = 1_000;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(TOKENIZER_DEPTH)
                  .maxNameLength(TreeReader.LONGEST_NAME)
                  // The message is bounded as a whole, and [TreeReader] converts no long number.
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(TOKENIZER_DEPTH).build())
          // Names come from strangers: interning or hashing them across messages would let them
          // fill a shared table.
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // The default is one pool for all threads, which the event loops would contend for.
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private Json() {}

  static JsonParser parser(byte[] bytes) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes);
  }

  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }
}

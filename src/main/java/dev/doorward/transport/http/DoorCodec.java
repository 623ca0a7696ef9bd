package dev.doorward.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.List;

/// Netty's HTTP/1.1 codec with what it lacks: it refuses folded header lines (RFC 9112, section
/// 5.2) instead of unfolding them, counts header lines and requests that wait for an answer, tells
/// how far a request has come, and writes the headers that every answer carries.
final class DoorCodec
    extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {
  private static final int LONGEST_LINE = 4_096;
  private static final int LARGEST_CHUNK = 8_192;

  private final ConnectionSettings settings;
  private final Patience patience;
  private final FixedHeaders always;
  // An answer's form depends on what was asked (HEAD, CONNECT).
  private final ArrayDeque<HttpMethod> asked = new ArrayDeque<>(2);
  private final Requests requests;
  private boolean closing;

  DoorCodec(ConnectionSettings settings, Patience patience, FixedHeaders always) {
    this.settings = settings;
    this.patience = patience;
    this.always = always;
    this.requests =
        new Requests(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(settings.headerBytes())
                .setMaxChunkSize(LARGEST_CHUNK)
                .setStrictLineParsing(true));
    init(requests, new Responses());
  }

  /// Who is refused while he still sends shall be able to read why.
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (closing
        || patience.isOver()
        || !requests.mayGoOn()
        || !Farewell.isPossible(context.pipeline())) {
      super.close(context, promise);
      return;
    }
    closing = true;
    Farewell.begin(context.pipeline(), promise);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    super.handlerAdded(context);
    patience.start();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) throws Exception {
    patience.stop();
    super.handlerRemoved(context);
  }

  private final class Requests extends HttpRequestDecoder {
    private boolean inHead = true;
    private boolean atLineStart;
    private boolean folded;
    private boolean refused;

    Requests(HttpDecoderConfig config) {
      super(config);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
        throws Exception {
      if (refused) {
        in.skipBytes(in.readableBytes());
        return;
      }
      if (!inHead) {
        super.decode(context, in, out);
        lookForTheEnd(out);
        return;
      }
      int start = in.readerIndex();
      if (in.isReadable()) {
        patience.bytesOfAHead();
      }
      super.decode(context, in, out);
      folded |= folds(in, start, in.readerIndex());
      if (!out.isEmpty() && out.getFirst() instanceof HttpRequest request) {
        headRead(request);
        lookForTheEnd(out);
      }
    }

    /// Whether more of a request may come that nobody will read.
    boolean mayGoOn() {
      return refused || !inHead;
    }

    private void headRead(HttpRequest request) {
      asked.add(request.method());
      if (request.decoderResult().isSuccess()) {
        if (folded || !isPlain(request)) {
          refuse(request, DoorError.BAD_REQUEST);
        } else if (request.headers().size() > settings.headers()) {
          refuse(request, DoorError.HEADERS_TOO_LARGE);
        } else if (patience.unanswered() >= settings.pipelined()) {
          refuse(request, DoorError.TOO_MANY_PIPELINED);
        }
      }
      inHead = false;
      atLineStart = false;
      folded = false;
      patience.headRead();
    }

    /// HTTP/1.0 or 1.1, and no transfer coding but chunks: nothing here would decode another.
    private static boolean isPlain(HttpRequest request) {
      String coding = request.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
      HttpVersion version = request.protocolVersion();
      return (coding == null || coding.equalsIgnoreCase("chunked"))
          && (version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0));
    }

    /// The answer to a refused head closes the connection; nothing behind it is read.
    private void refuse(HttpRequest request, DoorError error) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(DecoderResult.failure(new HeadRefused(error)));
      refused = true;
    }

    private void lookForTheEnd(List<Object> out) {
      if (!out.isEmpty() && out.getLast() instanceof LastHttpContent) {
        inHead = true;
        patience.requestRead();
      }
    }

    /// Whether one of these lines begins with white space. Netty takes whole lines only, so that
    /// every range begins where a line does.
    private boolean folds(ByteBuf in, int start, int end) {
      if (start == end) {
        return false;
      }
      if (atLineStart && isBlank(in.getByte(start))) {
        return true;
      }
      atLineStart = true;
      for (int feed = in.indexOf(start, end, HttpConstants.LF);
          feed >= 0 && feed + 1 < end;
          feed = in.indexOf(feed + 1, end, HttpConstants.LF)) {
        if (isBlank(in.getByte(feed + 1))) {
          return true;
        }
      }
      return false;
    }

    private static boolean isBlank(byte character) {
      return character == HttpConstants.SP || character == HttpConstants.HT;
    }
  }

  private final class Responses extends HttpResponseEncoder {
    private HttpMethod method = HttpMethod.GET;
    // Whether the next headers are those of an answer: not of an interim one, nor trailers.
    private boolean inHead;

    @Override
    protected void encode(ChannelHandlerContext context, Object message, List<Object> out)
        throws Exception {
      super.encode(context, message, out);
      if (message instanceof LastHttpContent && !isInterim(message)) {
        patience.answered();
      }
    }

    private static boolean isInterim(Object message) {
      return message instanceof HttpResponse response
          && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      if (isInterim(response)) {
        return super.isContentAlwaysEmpty(response);
      }
      HttpMethod next = asked.poll();
      method = next == null ? HttpMethod.GET : next;
      return method.equals(HttpMethod.HEAD) || super.isContentAlwaysEmpty(response);
    }

    @Override
    protected void sanitizeHeadersBeforeEncode(HttpResponse response, boolean isAlwaysEmpty) {
      inHead = !isInterim(response);
      if (!isAlwaysEmpty
          && method.equals(HttpMethod.CONNECT)
          && response.status().codeClass() == HttpStatusClass.SUCCESS) {
        response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        return;
      }
      super.sanitizeHeadersBeforeEncode(response, isAlwaysEmpty);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf out) {
      super.encodeHeaders(headers, out);
      if (inHead) {
        inHead = false;
        always.writeBehind(headers, out);
      }
    }
  }
}

package dev.doorward.protocol.legacy;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.MessageSink;

/// Everything about a call goes out line by line.
record LineOutlet(MessageSink out) implements Outlet {
  @Override
  public boolean canSend() {
    return true;
  }

  @Override
  public void send(byte[] message) {
    out.accept(message);
  }

  @Override
  public void answer(Answer answer) {
    out.accept(answer.body());
  }

  @Override
  public void abandon() {
    // A line that is not written says nothing.
  }

  @Override
  public void detach() {
    // The one pipe stays.
  }
}

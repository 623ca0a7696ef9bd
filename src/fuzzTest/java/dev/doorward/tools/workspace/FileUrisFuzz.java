package dev.doorward.tools.workspace;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;

/// Whatever URI arrives: what is accepted lies in the workspace, and has one spelling of its own.
class FileUrisFuzz {
  private static final Path ROOT = Path.of("/workspace");

  @FuzzTest
  void staysInTheWorkspace(FuzzedDataProvider fuzz) {
    String uri = FileUris.TOP + fuzz.consumeRemainingAsString();
    FileUris.parse(uri)
        .ifPresent(
            path -> {
              Path file = ROOT.resolve(path.toString());
              if (!file.startsWith(ROOT) || !file.normalize().equals(file) || file.equals(ROOT)) {
                throw new AssertionError(uri + " leads to " + file);
              }
              if (!FileUris.parse(FileUris.of(path)).orElseThrow().equals(path)) {
                throw new AssertionError(uri + " does not survive being written again");
              }
            });
  }
}

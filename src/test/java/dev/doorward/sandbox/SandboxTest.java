package dev.doorward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doorward.sandbox.Access.Denied;
import dev.doorward.sandbox.Access.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SandboxTest {
  private static final String SECRET = "secret outside";

  @TempDir private Path folder;
  private Path root;
  private Sandbox sandbox;

  @BeforeEach
  void buildTree() throws IOException {
    root = Files.createDirectories(folder.resolve("ws"));
    Files.createDirectories(root.resolve("docs/deep"));
    Files.writeString(root.resolve("readme.md"), "hello");
    Files.writeString(root.resolve("docs/notes.md"), "notes");
    Path evil = Files.createDirectories(folder.resolve("ws-evil"));
    Files.writeString(evil.resolve("secret.txt"), SECRET);
    sandbox = Sandbox.open(root);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void walksByHandlesOnLinux() {
    assertThat(sandbox.raceFree()).isTrue();
  }

  @Test
  void readsListsAndDescribes() {
    assertThat(text("docs/notes.md")).isEqualTo("notes");
    Listing listing = sandbox.list(RelativePath.TOP).granted().orElseThrow();
    assertThat(listing.entries()).extracting(Entry::name).containsExactly("docs", "readme.md");
    assertThat(listing.entries())
        .extracting(Entry::kind)
        .containsExactly(Entry.Kind.DIRECTORY, Entry.Kind.FILE);
    assertThat(sandbox.stat(path("readme.md")).granted().orElseThrow().sizeBytes()).isEqualTo(5);
    assertThat(sandbox.stat(RelativePath.TOP).granted().orElseThrow().kind())
        .isEqualTo(Entry.Kind.DIRECTORY);
  }

  @Test
  void refusesToOpenOverNothingOrAFile() {
    assertThatIOException().isThrownBy(() -> Sandbox.open(folder.resolve("absent")));
    assertThatIOException().isThrownBy(() -> Sandbox.open(root.resolve("readme.md")));
  }

  @Test
  void tellsTheKindsOfNoApart() {
    assertReason(sandbox.read(path("absent"), 10), Reason.NOT_FOUND);
    assertReason(sandbox.read(path("absent/file"), 10), Reason.NOT_FOUND);
    assertReason(sandbox.read(path("docs"), 10), Reason.NOT_A_FILE);
    assertReason(sandbox.read(RelativePath.TOP, 10), Reason.NOT_A_FILE);
    assertReason(sandbox.read(path("readme.md/file"), 10), Reason.NOT_A_DIRECTORY);
    assertReason(sandbox.list(path("readme.md")), Reason.NOT_A_DIRECTORY);
    assertReason(sandbox.read(path("readme.md"), 4), Reason.TOO_LARGE);
    assertReason(sandbox.read(path("readme.md"), 0), Reason.TOO_LARGE);
    assertThat(sandbox.read(path("readme.md"), 5).granted()).isPresent();
  }

  @Test
  void followsNoLinkOfAnyKind() throws IOException {
    Path evil = folder.resolve("ws-evil");
    link("file-link", evil.resolve("secret.txt"));
    link("directory-link", evil);
    link("dangling-link", folder.resolve("nowhere"));
    link("chained-link", root.resolve("file-link"));
    link("inside-link", root.resolve("readme.md"));
    link("docs/parent-link", Path.of(".."));
    link("loop-link", root.resolve("loop-link"));
    for (String name :
        new String[] {
          "file-link",
          "dangling-link",
          "chained-link",
          "inside-link",
          "loop-link",
          "directory-link",
          "directory-link/secret.txt",
          "docs/parent-link/readme.md"
        }) {
      assertReason(sandbox.read(path(name), 100), Reason.LINK);
    }
    assertReason(sandbox.list(path("directory-link")), Reason.LINK);
    assertThat(sandbox.stat(path("directory-link")).granted().orElseThrow().kind())
        .isEqualTo(Entry.Kind.LINK);
  }

  @Test
  void opensARootThatTheOperatorReachesThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("ws-link"), root);
    assertThat(Sandbox.open(link).read(path("readme.md"), 10).granted()).isPresent();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void neverWaitsForAPipe() throws Exception {
    makePipe(root.resolve("pipe"));
    assertReason(sandbox.read(path("pipe"), 100), Reason.NOT_A_FILE);
    assertReason(sandbox.list(path("pipe")), Reason.NOT_A_DIRECTORY);
    assertReason(sandbox.read(path("pipe/x"), 100), Reason.NOT_A_DIRECTORY);
    assertThat(sandbox.stat(path("pipe")).granted().orElseThrow().kind())
        .isEqualTo(Entry.Kind.OTHER);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void neverReadsADevice() throws IOException {
    Sandbox devices = Sandbox.open(Path.of("/dev"));
    assertReason(devices.read(path("zero"), 100), Reason.NOT_A_FILE);
  }

  @Test
  void refusesASparseFileBeforeReadingIt() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
      sparse.setLength(1L << 36);
    }
    assertReason(sandbox.read(path("sparse"), Long.MAX_VALUE), Reason.TOO_LARGE);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withholdsNamesThatCouldNotBeAskedFor() throws IOException {
    Files.writeString(root.resolve("a:b"), "x");
    Files.writeString(root.resolve("line\nbreak"), "x");
    Files.writeString(root.resolve("back\\slash"), "x");
    Listing listing = sandbox.list(RelativePath.TOP).granted().orElseThrow();
    assertThat(listing.entries()).extracting(Entry::name).containsExactly("docs", "readme.md");
    assertThat(listing.withheld()).isEqualTo(3);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void listsTheRestWhereTheLocaleCannotWriteAName() throws Exception {
    Files.writeString(root.resolve("Büro.md"), "x");
    ProcessBuilder listing =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ListingMain.class.getName(),
            root.toString());
    listing.environment().put("LC_ALL", "C");
    Process process = listing.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.inputReader().readLine()).isEqualTo("[docs, readme.md] 1");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void refusesToListADirectoryThatIsTooLarge() throws IOException {
    Path many = Files.createDirectories(root.resolve("many"));
    for (int i = 0; i <= Sandbox.MAX_ENTRIES; i++) {
      Files.createFile(many.resolve("f" + i));
    }
    assertReason(sandbox.list(path("many")), Reason.TOO_MANY);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leaksNothingWhileADirectoryIsSwappedForALink() throws Exception {
    Path target = root.resolve("docs");
    Path aside = root.resolve("aside");
    Path link = Files.createSymbolicLink(root.resolve("link"), folder.resolve("ws-evil"));
    Files.writeString(target.resolve("secret.txt"), "harmless");
    Thread swapper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!Thread.currentThread().isInterrupted()) {
                      Files.move(target, aside);
                      Files.move(link, target);
                      Files.move(target, link);
                      Files.move(aside, target);
                    }
                  } catch (IOException broken) {
                    throw new AssertionError(broken);
                  }
                });
    int served = 0;
    int refused = 0;
    try {
      for (int attempt = 0; attempt < 2_000; attempt++) {
        switch (sandbox.read(path("docs/secret.txt"), 100)) {
          case Access.Granted<FileContent>(FileContent content) -> {
            assertThat(content.text()).contains("harmless");
            served++;
          }
          case Denied<FileContent> _ -> refused++;
        }
      }
    } finally {
      swapper.interrupt();
      swapper.join(Duration.ofSeconds(5));
    }
    assertThat(served + refused).isEqualTo(2_000);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void leavesNoHandleOpen() throws IOException {
    Files.createSymbolicLink(root.resolve("docs/link"), root);
    for (int i = 0; i < 200; i++) {
      sandbox.read(path("docs/notes.md"), 100);
      sandbox.read(path("docs/link/x"), 100);
      sandbox.read(path("docs/absent/x"), 100);
      sandbox.list(path("docs/deep"));
    }
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.filter(this::pointsIntoTheTree)).isEmpty();
    }
  }

  private boolean pointsIntoTheTree(Path handle) {
    try {
      return Files.readSymbolicLink(handle).startsWith(root);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private String text(String path) {
    return sandbox.read(path(path), 1_000).granted().flatMap(FileContent::text).orElseThrow();
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), target);
  }

  private static void makePipe(Path pipe) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeThat(process.waitFor()).as("mkfifo, from coreutils").isZero();
  }

  private static RelativePath path(String text) {
    return RelativePath.parse(text).orElseThrow();
  }

  private static void assertReason(Access<?> access, Reason reason) {
    assertThat(access).isEqualTo(new Denied<>(reason));
  }
}

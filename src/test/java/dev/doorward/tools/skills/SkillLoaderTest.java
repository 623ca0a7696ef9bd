package dev.doorward.tools.skills;

import static dev.doorward.tools.skills.SkillTree.load;
import static dev.doorward.tools.skills.SkillTree.paths;
import static dev.doorward.tools.skills.SkillTree.problems;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SkillLoaderTest {
  @TempDir private Path folder;
  private Path root;
  private SkillTree tree;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectories(folder.resolve("skills"));
    tree = new SkillTree(root);
  }

  @Test
  void servesEverySkillWithACompleteManifest() throws Exception {
    byte[] binary = {0, 1, 2, (byte) 0xFF};
    tree.skill("pdf").file("pdf/scripts/run.py", "print()\n").file("pdf/assets/a.bin", binary);
    Skill skill = load(root).published().getFirst();
    assertThat(skill.uri()).isEqualTo("skill://pdf/SKILL.md");
    assertThat(skill.frontmatter().get("name").stringValue()).isEqualTo("pdf");
    assertThat(skill.files())
        .extracting(Skill.File::uri)
        .containsExactly(
            "skill://pdf/SKILL.md", "skill://pdf/assets/a.bin", "skill://pdf/scripts/run.py");
    assertThat(skill.files().get(1).size()).isEqualTo(4);
    assertThat(skill.files().get(1).digest()).isEqualTo(sha256(binary));
    assertThat(skill.files().getFirst().digest())
        .isEqualTo(sha256(SkillTree.main("pdf").getBytes(UTF_8)));
  }

  @Test
  void servesTheBytesItHashedWhateverHappensToTheFiles() throws Exception {
    tree.skill("pdf").file("pdf/a.txt", "first");
    SkillSet skills = load(root);
    tree.file("pdf/a.txt", "second, longer");
    SkillFile file = skills.file("skill://pdf/a.txt").orElseThrow();
    assertThat(file.contents())
        .isInstanceOfSatisfying(
            TextResourceContents.class, text -> assertThat(text.text()).isEqualTo("first"));
    assertThat(file.digest()).isEqualTo(sha256("first".getBytes(UTF_8)));
  }

  @Test
  void servesNestedSkillsFlatAndAsSupportingFiles() throws IOException {
    tree.skill("acme/billing/refunds").file("acme/billing/refunds/examples/email.md", "Dear");
    tree.skill("outer").skill("outer/inner").file("outer/inner/x.txt", "x");
    SkillSet skills = load(root);
    assertThat(paths(skills)).containsExactly("acme/billing/refunds", "outer", "outer/inner");
    assertThat(skills.atPath("outer").orElseThrow().files().keySet())
        .containsExactly("SKILL.md", "inner/SKILL.md", "inner/x.txt");
    assertThat(skills.pathOf("skill://outer/inner/x.txt")).contains("outer/inner");
    assertThat(skills.pathOf("skill://outer/inner")).contains("outer/inner");
    assertThat(skills.pathOf("skill://outer/SKILL.md")).contains("outer");
    assertThat(skills.pathOf("skill://acme/billing")).isEmpty();
  }

  @Test
  void listsDirectories() throws IOException {
    tree.skill("pdf").file("pdf/b/c.csv", "1").file("pdf/a.png", new byte[] {0});
    Files.createDirectories(root.resolve("pdf/empty"));
    SkillSet skills = load(root);
    assertThat(skills.directory("skill://pdf").orElseThrow())
        .extracting(Resource::uri)
        .containsExactly(
            "skill://pdf/SKILL.md", "skill://pdf/a.png", "skill://pdf/b", "skill://pdf/empty");
    assertThat(skills.directory("skill://pdf").orElseThrow())
        .extracting(Resource::mimeType)
        .containsExactly("text/markdown", "image/png", "inode/directory", "inode/directory");
    assertThat(skills.directory("skill://pdf").orElseThrow().getFirst().description())
        .isEqualTo("Does pdf. Use for pdf.");
    assertThat(skills.directory("skill://pdf/empty")).contains(java.util.List.of());
    assertThat(skills.directory("skill://pdf/")).isEmpty();
    assertThat(skills.directory("skill://pdf/SKILL.md")).isEmpty();
    assertThat(skills.directory("skill://")).isEmpty();
  }

  @Test
  void takesARootThatIsItselfASkill() throws IOException {
    new SkillTree(folder).skill("skills");
    assertThat(paths(load(root))).containsExactly("skills");
    assertThat(load(root).file("skill://skills/SKILL.md")).isPresent();
  }

  @Test
  void aBrokenSkillTakesNoOtherDown() throws IOException {
    tree.skill("good").file("bad/SKILL.md", "no front matter").file("lower/skill.md", "x");
    tree.file("binary/SKILL.md", new byte[] {(byte) 0xFF});
    SkillSet skills = load(root, folder.resolve("absent"));
    assertThat(paths(skills)).containsExactly("good");
    assertThat(skills.problems()).hasSize(4);
    assertThat(problems(skills))
        .contains("must begin with front matter", "in capitals", "not UTF-8", "cannot be opened");
  }

  @Test
  void aBrokenNestedSkillIsStillAFileOfTheOuterOne() throws IOException {
    tree.skill("outer").file("outer/inner/SKILL.md", "plain markdown");
    SkillSet skills = load(root);
    assertThat(paths(skills)).containsExactly("outer");
    assertThat(skills.file("skill://outer/inner/SKILL.md")).isPresent();
  }

  @Test
  void leavesHiddenNamesOut() throws IOException {
    tree.skill("pdf").file("pdf/.env", "SECRET=1").file(".git/hooks/SKILL.md", "x");
    SkillSet skills = load(root);
    assertThat(skills.published().getFirst().files()).hasSize(1);
    assertThat(skills.problems()).isEmpty();
  }

  @Test
  void refusesASkillWithALinkInIt() throws IOException {
    tree.skill("pdf").skill("good");
    Files.createSymbolicLink(root.resolve("pdf/passwd"), Path.of("/etc/passwd"));
    SkillSet skills = load(root);
    assertThat(paths(skills)).containsExactly("good");
    assertThat(problems(skills)).contains("passwd is a symbolic link");
  }

  @Test
  void doesNotLeaveItsRootThroughALinkedDirectory() throws IOException {
    new SkillTree(folder.resolve("elsewhere")).skill("stolen");
    Files.createSymbolicLink(root.resolve("stolen"), folder.resolve("elsewhere/stolen"));
    tree.skill("good");
    assertThat(paths(load(root))).containsExactly("good");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesNamesThatHideSomething() throws IOException {
    tree.skill("pdf").file("pdf/a\u202Etxt.exe", "x");
    assertThat(problems(load(root))).contains("hidden or reserved characters");
  }

  @Test
  void encodesWhatAUriCannotCarry() throws IOException {
    tree.skill("Büro & Co/pdf").file("Büro & Co/pdf/50% off.md", "x");
    assertThat(load(root).published().getFirst().files())
        .extracting(Skill.File::uri)
        .containsExactly(
            "skill://B%C3%BCro%20%26%20Co/pdf/50%25%20off.md",
            "skill://B%C3%BCro%20%26%20Co/pdf/SKILL.md");
  }

  @Test
  void holdsTheLimitOf512Files() throws IOException {
    tree.skill("big");
    for (int i = 1; i < 512; i++) {
      tree.file("big/f" + i + ".txt", "x");
    }
    assertThat(load(root).published().getFirst().files()).hasSize(512);
    tree.file("big/one-more.txt", "x");
    assertThat(problems(load(root))).contains("more than 512 files");
  }

  @Test
  void holdsTheLimitOf16MiB() throws IOException {
    tree.skill("big");
    int main = SkillTree.main("big").getBytes(UTF_8).length;
    tree.file("big/a.bin", new byte[16 * 1024 * 1024 - main]);
    assertThat(paths(load(root))).containsExactly("big");
    tree.file("big/b.bin", new byte[1]);
    assertThat(problems(load(root))).contains("more than 16777216 bytes");
  }

  @Test
  void holdsTheLimitOfAllSkillsTogether() throws IOException {
    tree.skill("a").file("a/x.bin", new byte[700_000]);
    tree.skill("b").file("b/x.bin", new byte[700_000]).skill("c");
    SkillSet skills = SkillLoader.load(new SkillsSettings(java.util.List.of(root), 1 << 20));
    assertThat(paths(skills)).containsExactly("a", "c");
    assertThat(problems(skills)).contains("raise the limit");
  }

  @Test
  void theFirstRootWinsAPath() throws IOException {
    Path second = Files.createDirectories(folder.resolve("second"));
    tree.skill("pdf").skill("acme/refunds");
    new SkillTree(second).skill("pdf").skill("acme").skill("pdf/inner").skill("other");
    SkillSet skills = load(root, second);
    assertThat(paths(skills)).containsExactly("acme/refunds", "other", "pdf");
    assertThat(skills.problems()).hasSize(3);
    assertThat(problems(skills)).contains("another root already has a skill");
  }

  @Test
  void carriesBinaryFilesAsBlobs() throws IOException {
    tree.skill("pdf").file("pdf/a.bin", new byte[] {0, 1});
    assertThat(load(root).file("skill://pdf/a.bin").orElseThrow().contents())
        .isInstanceOfSatisfying(
            BlobResourceContents.class, blob -> assertThat(blob.blob()).isEqualTo("AAE="));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

package dev.doorward.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reads the papers as a stranger would: every link leads somewhere, and nothing tells of one
/// machine only.
final class DocsTest {
  private static final Pattern LINK =
      Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)\\)|src(?:set)?=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~-])/(?:root|home|Users|work|tmp/[a-z]|mnt|opt)/[\\w.-]+");
  private static final Pattern NAMED_TEST =
      Pattern.compile("`([A-Z]\\w*(?:Test|Fuzz))(?:\\.(\\w+))?`");
  private static final Pattern RESOLVED = Pattern.compile("\"resolved\": *\"https?://([^/\"]+)");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Set<String> broken = new TreeSet<>();
    for (Path paper : Papers.all()) {
      Matcher link = LINK.matcher(Papers.withoutCode(Files.readString(paper)));
      while (link.find()) {
        String target = link.group(1) == null ? link.group(2) : link.group(1);
        if (!target.matches("(https?|mailto):.*") && !leadsSomewhere(paper, target)) {
          broken.add(paper + " -> " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Path paper : Papers.all()) {
      Matcher test = NAMED_TEST.matcher(Files.readString(paper));
      while (test.find()) {
        List<Path> sources = Papers.named(test.group(1) + ".java");
        if (sources.size() != 1 || !declares(sources.getFirst(), test.group(2))) {
          missing.add(paper + ": " + test.group());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  private static boolean declares(Path source, @Nullable String method) throws IOException {
    return method == null || Files.readString(source).contains("void " + method + "(");
  }

  @Test
  void noPaperNamesAPathOfOneMachine() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path paper : Papers.all()) {
      Matcher path = MACHINE_PATH.matcher(Files.readString(paper));
      while (path.find()) {
        found.add(paper + ": " + path.group());
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void lockFilesNameNoRegistry() throws IOException {
    Set<String> hosts = new TreeSet<>();
    for (Path lock : Papers.named("package-lock.json")) {
      Matcher resolved = RESOLVED.matcher(Files.readString(lock));
      while (resolved.find()) {
        hosts.add(resolved.group(1));
      }
    }

    assertThat(hosts).isEmpty();
  }

  private static boolean leadsSomewhere(Path paper, String target) throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path there = file.isEmpty() ? paper : paper.resolveSibling(file).normalize();
    if (!Files.exists(there)) {
      return false;
    }
    return hash < 0 || anchors(there).contains(target.substring(hash + 1));
  }

  private static List<String> anchors(Path paper) throws IOException {
    return HEADING
        .matcher(Papers.withoutCode(Files.readString(paper)))
        .results()
        .map(heading -> anchor(heading.group(1)))
        .toList();
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }
}

package dev.doorward.tools.scan.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Inspection;
import dev.doorward.inspection.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Advisories, lock files and the order of versions between them.
class AdvisoriesTest {
  private static final String ADVISORY =
      """
      {"id": "GHSA-0000-0000-0001", "summary": "It falls over.",
       "database_specific": {"severity": "HIGH"},
       "affected": [
         {"package": {"ecosystem": "npm", "name": "example"},
          "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]},
         {"package": {"ecosystem": "PyPI", "name": "Two_Words"}, "versions": ["1.0", "1.1"]},
         {"package": {"ecosystem": "Maven", "name": "org.acme:lib"},
          "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"last_affected": "2.9.1"}]}]},
         {"package": {"ecosystem": "Go", "name": "example.org/mod"},
          "ranges": [{"type": "SEMVER", "events":
            [{"introduced": "0"}, {"fixed": "1.0.1"}, {"introduced": "1.1.0"}, {"fixed": "1.1.3"}]}]},
         {"package": {"ecosystem": "crates.io", "name": "crate"},
          "ranges": [{"type": "SEMVER", "events": [{"introduced": "0.0.0-0"}]}]}]}
      """;

  @ParameterizedTest
  @CsvSource({
    "npm, example, 1.1.9, true",
    "npm, example, 1.2.0, false",
    "npm, example, 1.2.0-rc.1, true",
    "npm, other, 1.0.0, false",
    "PyPI, two-words, 1.1, true",
    "PyPI, two-words, 1.2, false",
    "Maven, org.acme:lib, 1.9, false",
    "Maven, org.acme:lib, 2.0, true",
    "Maven, org.acme:lib, 2.9.1, true",
    "Maven, org.acme:lib, 2.9.2, false",
    "Maven, org.acme:lib, 2.0-rc1, false",
    "Go, example.org/mod, v1.0.0, true",
    "Go, example.org/mod, v1.0.1, false",
    "Go, example.org/mod, v1.1.2, true",
    "Go, example.org/mod, v1.2.0, false",
    "crates.io, crate, 9.0.0, true"
  })
  void warnsOfTheVersionsThatAreMeant(String ecosystem, String name, String version, boolean warned)
      throws IOException {
    assertThat(
            findings(
                new Dependency(ecosystem, name, version, new dev.doorward.inspection.Place(3, 0))))
        .hasSize(warned ? 1 : 0);
  }

  @Test
  void saysHowBadItIsAndWhereItIsMended() throws IOException {
    Finding finding =
        findings(new Dependency("npm", "example", "1.1.9", new dev.doorward.inspection.Place(3, 0)))
            .getFirst();

    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.detail())
        .isEqualTo("example 1.1.9: GHSA-0000-0000-0001, fixed in 1.2.0; It falls over.");
  }

  @Test
  void readsOneAnArrayAndLines() throws IOException {
    String line = ADVISORY.replace("\n", " ");
    for (String text :
        List.of(ADVISORY, "[" + ADVISORY + "," + ADVISORY + "]", line + "\n" + line)) {
      assertThat(read(text)).as(text).isPresent();
    }
    for (String text : List.of("", "[]", "{}", "[1]", "nothing", "{\"id\": 4}", ADVISORY + "{")) {
      assertThat(read(text)).as(text).isEmpty();
    }
  }

  @Test
  void leavesOutWhatWasWithdrawn() throws IOException {
    String text =
        ADVISORY.replace("\"summary\"", "\"withdrawn\": \"2026-01-01T00:00:00Z\", \"summary\"");

    assertThat(read(text).orElseThrow().isEmpty()).isTrue();
  }

  @Test
  void readsEveryKindOfLockFile() {
    assertThat(
            names(
                "package-lock.json",
                """
                {"lockfileVersion": 3, "packages": {"": {"version": "1.0.0"},
                  "node_modules/a": {"version": "1.0.1"},
                  "node_modules/a/node_modules/@s/b": {"version": "2.0.0", "dependencies": {"c": "1"}},
                  "node_modules/alias": {"name": "real", "version": "3.0.0"}}}
                """))
        .containsExactly("a 1.0.1 2", "@s/b 2.0.0 3", "real 3.0.0 4");
    assertThat(
            names(
                "package-lock.json",
                "{\"dependencies\": {\"a\": {\"version\": \"1.0.1\", \"dependencies\": {\"b\":"
                    + " {\"version\": \"2.0.0\"}}}}}"))
        .containsExactlyInAnyOrder("a 1.0.1 1", "b 2.0.0 1");
    assertThat(
            names(
                "pom.xml",
                """
                <project><version>1.0</version><properties><lib.version>2.1</lib.version></properties>
                <dependencies>
                <dependency><groupId>org.acme</groupId><artifactId>lib</artifactId>
                  <version>${lib.version}</version><exclusions><exclusion><groupId>x</groupId></exclusion></exclusions></dependency>
                <dependency><groupId>${project.groupId}</groupId><artifactId>own</artifactId><version>${project.version}</version></dependency>
                <dependency><groupId>org.acme</groupId><artifactId>managed</artifactId></dependency>
                </dependencies><groupId>org.own</groupId></project>
                """))
        .containsExactly("org.acme:lib 2.1 3", "org.own:own 1.0 5");
    assertThat(
            names(
                "requirements-dev.txt",
                "# x\nTwo_Words[extra]==1.0 ; python_version > '3'\nloose>=1\n-r b.txt\n"))
        .containsExactly("two-words 1.0 2");
    assertThat(
            names(
                "go.sum",
                "example.org/mod v1.0.0 h1:abc=\nexample.org/mod v1.0.0/go.mod h1:abc=\n"))
        .containsExactly("example.org/mod v1.0.0 1");
    assertThat(
            names(
                "Cargo.lock",
                "version = 4\n\n[[package]]\nname = \"crate\"\nversion = \"1.0.0\"\n"))
        .containsExactly("crate 1.0.0 3");
    assertThat(names("uv.lock", "[[package]]\nname = \"Two.Words\"\nversion = \"1.1\"\n"))
        .containsExactly("two-words 1.1 1");
    assertThat(LockFile.named("package.json")).isEmpty();
  }

  @Test
  void saysWhenALockFileIsNone() {
    assertThat(LockFile.PACKAGE_LOCK.read("[]")).isEmpty();
    assertThat(LockFile.PACKAGE_LOCK.read("{\"packages\": {")).isEmpty();
    assertThat(LockFile.POM.read("<project>")).isEmpty();
    assertThat(LockFile.POM.read("<a>".repeat(100) + "</a>".repeat(100))).isEmpty();
  }

  @Test
  void aPomFetchesAndExpandsNothing() {
    String bomb =
        "<!DOCTYPE p [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><project><dependencies><dependency>"
            + "<groupId>g</groupId><artifactId>&a;</artifactId><version>1</version></dependency>"
            + "</dependencies></project>";

    assertThat(LockFile.POM.read(bomb).map(List::toString).orElse("")).doesNotContain("g:");
  }

  @ParameterizedTest
  @CsvSource({
    "npm, 1.0.0-alpha, 1.0.0",
    "npm, 1.0.0-alpha.1, 1.0.0-alpha.beta",
    "npm, 1.9.0, 1.10.0",
    "npm, 1.0.0-rc.1, 1.0.0-rc.2",
    "Go, v0.0.0-20200101, v0.0.1",
    "crates.io, 0.9.9, 1.0.0",
    "Maven, 1.0-alpha-1, 1.0-beta-1",
    "Maven, 1.0-rc1, 1.0",
    "Maven, 1.0-SNAPSHOT, 1.0",
    "Maven, 1.0, 1.0-sp1",
    "Maven, 1.0.9, 1.0.10",
    "Maven, 1.0, 1.0.1",
    "Maven, 1.0.Final, 1.1.Final",
    "PyPI, 1.0.dev1, 1.0a1",
    "PyPI, 1.0a1, 1.0b1",
    "PyPI, 1.0rc1, 1.0",
    "PyPI, 1.0, 1.0.post1",
    "PyPI, 1.0a1.dev1, 1.0a1",
    "PyPI, 1.9, 1.10",
    "PyPI, 2.0, 1!1.0"
  })
  void ordersVersions(String ecosystem, String earlier, String later) {
    Comparator<String> order = Ecosystem.labelled(ecosystem).orElseThrow().order();

    assertThat(order.compare(earlier, later)).isNegative();
    assertThat(order.compare(later, earlier)).isPositive();
    assertThat(order.compare(later, later)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "npm, 1.0.0, v1.0.0+build",
    "Maven, 1.0, 1.0.0",
    "Maven, 1.0.Final, 1",
    "PyPI, 1.0, 1.0.0",
    "PyPI, 1.0-1, 1.0.post1",
    "PyPI, 1.0c1, 1.0rc1"
  })
  void takesSpellingsForTheSame(String ecosystem, String one, String other) {
    assertThat(Ecosystem.labelled(ecosystem).orElseThrow().order().compare(one, other)).isZero();
  }

  private static List<String> names(String file, String text) {
    return LockFile.named(file).orElseThrow().read(text).orElseThrow().stream()
        .map(each -> each.name() + " " + each.version() + " " + each.place().line())
        .toList();
  }

  private static List<Finding> findings(Dependency dependency) throws IOException {
    return read(ADVISORY)
        .orElseThrow()
        .findings(Inspection.standard().dependency(), "lock", List.of(dependency));
  }

  private static Optional<Advisories> read(String text) throws IOException {
    return Advisories.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.doorward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The walls of the house: which room may see which, and what only one room may touch.
class HouseTest {
  private static final String ROOT = "dev.doorward";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /// Each room with the rooms it may see; the root and `cli` see everything below them.
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          Map.entry(
              "transport.http",
              List.of("protocol", "gateway", "caller", "limit", "audit", "block", "watch")),
          Map.entry("transport.stdio", List.of("protocol", "caller")),
          Map.entry(
              "ops", List.of("gateway", "access", "audit", "block", "caller", "limit", "service")),
          Map.entry("protocol", List.of("gateway", "service", "caller")),
          Map.entry("gateway", List.of("caller", "access", "limit", "audit", "service")),
          Map.entry("tools", List.of("service", "caller", "sandbox", "inspection")),
          Map.entry("audit", List.of("caller")),
          Map.entry("block", List.of("caller", "limit", "watch")),
          Map.entry("limit", List.of("caller")),
          Map.entry("access", List.of("caller")),
          Map.entry("watch", List.of()),
          Map.entry("sandbox", List.of()),
          Map.entry("inspection", List.of("sandbox")),
          Map.entry("service", List.of("caller")),
          Map.entry("caller", List.of()));

  @Test
  void everyPackageIsARoomOrTheRoot() {
    var strangers = new TreeSet<String>();
    for (JavaClass type : HOUSE) {
      String room = room(type);
      if (!room.isEmpty() && !room.equals("cli") && !ROOMS.containsKey(room)) {
        strangers.add(type.getPackageName());
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void eachRoomSeesOnlyTheRoomsItMay() {
    ROOMS.forEach(
        (room, seen) ->
            check(
                noClasses()
                    .that(inRoom(room))
                    .should()
                    .dependOnClassesThat(inHouseButNotIn(room, seen))));
  }

  @Test
  void roomsFormNoCycle() {
    check(slices().assignedFrom(BY_ROOM).should().beFreeOfCycles());
  }

  @Test
  void noToolFamilySeesAnother() {
    check(slices().matching(ROOT + ".tools.(*)..").should().notDependOnEachOther());
  }

  @Test
  void onlyTheHttpDoorAndTheCommandsSeeMicronautsHttpTypes() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(ROOT + ".transport.http..", ROOT + ".cli..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.micronaut.http..", "io.netty..")));
  }

  @Test
  void onlyAuthenticationSeesJoseTypes() {
    check(
        noClasses()
            .that(not(resideInAPackage(ROOT + ".transport.http.auth..")))
            .should()
            .dependOnClassesThat(resideInAPackage("com.nimbusds..")));
  }

  @Test
  void schemaRecordsStayInTheRoomsThatSpeakOfThem() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                        ROOT + ".service..",
                        ROOT + ".gateway..",
                        ROOT + ".tools..",
                        ROOT + ".protocol..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.modelcontextprotocol..")));
  }

  @Test
  void nobodyUsesTheSdksServerOrClient() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.modelcontextprotocol.server..", "io.modelcontextprotocol.client..")));
  }

  @Test
  void onlyTheDoorsMakeACaller() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(ROOT + ".transport..", ROOT + ".caller..")))
            .should()
            .callConstructorWhere(
                target(
                    owner(
                        resideInAPackage(ROOT + ".caller..").and(name(ROOT + ".caller.Caller"))))));
  }

  @Test
  void onlyTheCommandFamilyStartsAProcess() {
    check(
        noClasses()
            .that(not(resideInAPackage(ROOT + ".tools.commands..")))
            .should()
            .dependOnClassesThat(equivalentTo(ProcessBuilder.class))
            .orShould()
            .callMethodWhere(target(owner(equivalentTo(Runtime.class))).and(target(name("exec")))));
  }

  @Test
  void onlyTheStdioDoorAndTheCommandsTouchSystemOut() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(ROOT + ".transport.stdio..", ROOT + ".cli..")))
            .should()
            .accessField(System.class, "out"));
  }

  @Test
  void noClassHidesBehindAnEmptyWord() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Processor|Data|Info|Impl)$"));
  }

  private static void check(ArchRule rule) {
    // A room that is not built yet breaks no wall.
    rule.allowEmptyShould(true).check(HOUSE);
  }

  private static final Pattern ROOM =
      Pattern.compile("dev\\.doorward\\.(transport\\.\\w+|\\w+)(?:\\..*)?");

  private static String room(JavaClass type) {
    Matcher matcher = ROOM.matcher(type.getPackageName());
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static boolean inHouse(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  private static DescribedPredicate<JavaClass> inRoom(String room) {
    return DescribedPredicate.describe(
        "in room " + room, type -> room(type).equals(room) && inHouse(type));
  }

  private static DescribedPredicate<JavaClass> inHouseButNotIn(String room, List<String> seen) {
    return DescribedPredicate.describe(
        "in a room other than " + room + " and " + seen,
        type -> inHouse(type) && !room(type).equals(room) && !seen.contains(room(type)));
  }

  private static final SliceAssignment BY_ROOM =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          String room = room(type);
          return room.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(room);
        }

        @Override
        public String getDescription() {
          return "rooms";
        }
      };
}

package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.org.yaml.snakeyaml.Yaml;
import org.junit.jupiter.api.Test;

/** Rules that every manifest of {@code deploy/kubernetes} keeps, as they are written. */
final class KubernetesManifestsTest {
    private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");

    /** Adds to what another file says; the API server sees both together. */
    private static final Path PATCH = FOLDER.resolve("components/ray/taskmanager.yaml");

    private record Found(Path file, Map<?, ?> map) {
        Object at(String... keys) {
            Object value = map;
            for (String key : keys) {
                value = value instanceof Map<?, ?> inner ? inner.get(key) : null;
            }
            return value == null ? "nothing" : value;
        }

        @Override
        public String toString() {
            return file + ": " + map.get("name");
        }
    }

    private final List<Found> containers = new ArrayList<>();
    private final List<Found> pods = new ArrayList<>();
    private final List<Found> all = new ArrayList<>();

    KubernetesManifestsTest() throws IOException {
        for (Path file : files()) {
            for (Object document : new Yaml().loadAll(Files.readString(file))) {
                walk(document, map -> sort(new Found(file, map)));
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private void sort(Found found) {
        all.add(found);
        if (found.map().get("containers") instanceof List<?> own) {
            if (!found.file().equals(PATCH)) {
                pods.add(found);
            }
            own.forEach(each -> containers.add(new Found(found.file(), (Map<?, ?>) each)));
        }
        if (found.map().get("initContainers") instanceof List<?> own) {
            own.forEach(each -> containers.add(new Found(found.file(), (Map<?, ?>) each)));
        }
    }

    private static void walk(Object node, Consumer<Map<?, ?>> visitor) {
        if (node instanceof Map<?, ?> map) {
            visitor.accept(map);
            map.values().forEach(each -> walk(each, visitor));
        } else if (node instanceof List<?> list) {
            list.forEach(each -> walk(each, visitor));
        }
    }

    @Test
    void podsAndContainers_areFound() {
        assertThat(pods).hasSize(6);
        assertThat(containers).hasSize(10);
    }

    @Test
    void pods_areOfAUserOtherThanRoot() {
        assertThat(pods).allSatisfy(pod -> {
            assertThat(pod.at("securityContext", "runAsNonRoot")).isEqualTo(true);
            assertThat(pod.at("securityContext", "runAsUser")).isEqualTo(9999);
            assertThat(pod.at("securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
        });
    }

    @Test
    void onlyWhoSpeaksToKubernetes_hasAToken() {
        List<Found> speakers = all.stream()
                .filter(found -> found.at("automountServiceAccountToken").equals(true))
                .toList();

        assertThat(speakers)
                .extracting(found -> FOLDER.relativize(found.file()).toString())
                .containsExactlyInAnyOrder("base/pods.yaml", "base/nightly.yaml", "operator/run.yaml");
        assertThat(pods)
                .allSatisfy(pod ->
                        assertThat(pod.at("automountServiceAccountToken")).isInstanceOf(Boolean.class));
        assertThat(speakers.stream().filter(pods::contains).map(pod -> ((List<?>) pod.at("containers")).get(0)))
                .extracting(each -> String.valueOf(((Map<?, ?>) each).get("name")))
                .containsExactlyInAnyOrder("flink-main-container", "nightly");
    }

    @Test
    void containers_canDoAndWriteNothingThatTheyNeedNot() {
        assertThat(containers)
                .filteredOn(KubernetesManifestsTest::isWhole)
                .hasSize(9)
                .allSatisfy(container -> {
                    assertThat(container.at("securityContext", "readOnlyRootFilesystem"))
                            .isEqualTo(true);
                    assertThat(container.at("securityContext", "allowPrivilegeEscalation"))
                            .isEqualTo(false);
                    assertThat(container.at("securityContext", "capabilities", "drop"))
                            .isEqualTo(List.of("ALL"));
                    assertThat(container.at("volumeMounts").toString()).contains("mountPath=/tmp");
                });
    }

    @Test
    void containers_haveRequestsAndLimits() {
        // The operator has them elsewhere.
        assertThat(containers)
                .filteredOn(each -> isWhole(each) && !each.file().startsWith(FOLDER.resolve("operator")))
                .hasSize(8)
                .allSatisfy(container -> {
                    for (String kind : List.of("requests", "limits")) {
                        assertThat(container.at("resources", kind, "cpu")).isNotEqualTo("nothing");
                        assertThat(container.at("resources", kind, "memory")).isNotEqualTo("nothing");
                    }
                });
    }

    private static boolean isWhole(Found container) {
        return !container.file().equals(PATCH) || !container.at("name").equals("flink-main-container");
    }

    @Test
    void images_haveAVersion() {
        assertThat(all.stream().map(found -> found.at("image")).filter(image -> !image.equals("nothing")))
                .hasSize(9)
                .allSatisfy(image -> assertThat(image.toString()).matches("localhost/muybridge-(flink|ray):[0-9.]+"));
    }

    @Test
    void secrets_areFilesOnly_andNoRoleCanReadThem() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(text)
                    .as(file.toString())
                    .doesNotContain("secretKeyRef", "secretRef", "kind: Secret", "ClusterRole");
        }
        assertThat(all.stream().filter(found -> found.map().containsKey("verbs")))
                .hasSize(10)
                .allSatisfy(rule -> {
                    assertThat(rule.at("resources") + " " + rule.at("verbs")).doesNotContain("*");
                    if (rule.at("resources").toString().contains("secrets")) {
                        assertThat(rule.at("verbs")).isEqualTo(List.of("create"));
                    }
                });
    }

    @Test
    void operatorsRun_hasTheJvmOptionsThatWeNeed() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("operator/run.yaml")).split("\\s+"))
                .contains(JvmFlags.required().toArray(String[]::new));
    }
}

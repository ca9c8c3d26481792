package dev.muybridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.Awaitility;

/**
 * Jobs of the CronJob on a node, and what they put up.
 *
 * @param layers folders that {@link PodsLayer} has made
 */
record Nights(KubernetesNode node, Path layers) {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** What a night makes beside its Job and that one's pod. */
    private static final String MADE = "deployments,services,configmaps,rayclusters,pods";

    /** And what goes with the Job. */
    private static final String KEY = ",secrets";

    /** From now on nights are of that overlay. */
    void apply(String overlay) throws IOException, InterruptedException {
        node.kubectl("apply", "-k", layers.resolve("test-" + overlay).toString());
    }

    /** Begins one, as the README says. */
    void begin(String job) throws IOException, InterruptedException {
        ours("create", "job", job, "--from=cronjob/nightly");
    }

    /** Begins one with other arguments, and only once. */
    void begin(String job, List<String> arguments) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode whole = (ObjectNode) json.readTree(
                ours("create", "job", job, "--from=cronjob/nightly", "--dry-run=client", "--output=json"));
        ObjectNode spec = (ObjectNode) whole.path("spec");
        spec.put("backoffLimit", 0);
        ObjectNode container = (ObjectNode) spec.at("/template/spec/containers/0");
        ArrayNode words = container.putArray("args");
        arguments.forEach(words::add);
        Path file = layers.resolve(job + ".json");
        json.writeValue(file.toFile(), whole);
        ours("create", "-f", file.toString());
        Files.delete(file);
    }

    /** How it ended. */
    String end(String job) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> get("job/" + job, "{.status.conditions[?(@.status==\"True\")].type}"),
                        said -> said.contains("Complete") || said.contains("Failed"))
                .replaceAll(".*(Complete|Failed).*", "$1");
    }

    boolean hasEnded(String job) {
        try {
            return !get("job/" + job, "{.status.conditions[*].type}").isEmpty();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the Job's only pod. */
    int exitCode(String job) throws IOException, InterruptedException {
        return Integer.parseInt(ours(
                "get",
                "pods",
                "--selector=job-name=" + job,
                "--output=jsonpath={.items[*].status.containerStatuses[0].state.terminated.exitCode}"));
    }

    String log(String job) {
        try {
            return ours("logs", "job/" + job);
        } catch (IOException | InterruptedException e) {
            return Objects.toString(e.getMessage());
        }
    }

    /** Ends a pod of a night, all at once; returns its name when another is there. */
    String kill(String job, String label) throws IOException, InterruptedException {
        String labels = (label.startsWith("ray") ? "ray.io/cluster=" : "app=") + job + "," + label;
        String name = pods(labels, "{.items[*].metadata.name}");
        assertThat(name).startsWith(job + "-").doesNotContain(" ");
        String before = pods(labels, "{.items[*].metadata.uid}");
        ours("delete", "pod", name, "--grace-period=0", "--force");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> pods(labels, "{.items[*].metadata.uid}"),
                        other -> !other.isEmpty() && !other.contains(before));
        return name;
    }

    private String pods(String labels, String path) throws IOException, InterruptedException {
        return ours("get", "pods", "--selector=" + labels, "--output=jsonpath=" + path);
    }

    /** Removes a Job. */
    void delete(String job) throws IOException, InterruptedException {
        ours("delete", "job", job);
    }

    /** Until there is nothing of a night but its Job and that one's pod, or nothing at all of one that is deleted. */
    void awaitGone(String job) {
        Awaitility.await("what is left of " + job)
                .atMost(PATIENCE)
                .until(
                        () -> hasJob(job) ? left(job, MADE, "job-name!=" + job) : left(job, MADE + KEY, ""),
                        List::isEmpty);
    }

    private boolean hasJob(String job) throws IOException, InterruptedException {
        return !ours("get", "job", job, "--ignore-not-found").isEmpty();
    }

    private List<String> left(String job, String kinds, String selector) throws IOException, InterruptedException {
        String names = ours("get", kinds, "--selector=" + selector, "--output=jsonpath={.items[*].metadata.name}");
        List<String> left = new ArrayList<>();
        Stream.of(names.split(" "))
                .filter(name -> name.equals(job) || name.startsWith(job + "-") || name.endsWith("-" + job))
                .forEach(left::add);
        return left;
    }

    private String get(String what, String path) throws IOException, InterruptedException {
        return ours("get", what, "--output=jsonpath=" + path);
    }

    private String ours(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--namespace=muybridge"));
        all.addAll(List.of(words));
        return node.kubectl(all.toArray(String[]::new));
    }
}

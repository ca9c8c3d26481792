package dev.muybridge.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Kubernetes node with real pods that nothing outside can reach. It is gone when it is closed, or this process is. Needs root and some
 * Debian packages.
 */
final class KubernetesNode implements AutoCloseable {
    /** Of it in its own network, as pods reach it. */
    static final String ADDRESS = "10.200.0.1";

    private static final int PATIENCE_SECONDS = 180;
    private static final Path SCRIPTS =
            Path.of("..", "deploy", "setup", "pods").toAbsolutePath().normalize();

    /** Each with the Debian package that has it. */
    private static final Map<String, String> PROGRAMS = Map.of(
            "containerd", "containerd",
            "runc", "runc",
            "iptables", "iptables",
            "conntrack", "conntrack",
            "debootstrap", "debootstrap",
            "buildah", "buildah",
            "openssl", "openssl",
            "ip", "iproute2");

    private final Path folder;
    private final Process holder;
    private final List<Process> others = new ArrayList<>();

    private KubernetesNode(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
    }

    /** Skips the test, saying what is missing, where there can be no node. */
    static void assumePossible() {
        assumeThat(System.getProperty("user.name"))
                .as("pods need root; the user")
                .isEqualTo("root");
        List<String> lacking = PROGRAMS.entrySet().stream()
                .filter(program -> !isProgram(program.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        assumeThat(lacking)
                .as("Debian packages that pods need and this machine lacks")
                .isEmpty();
        assumeThat(Path.of("/usr/lib/cni/bridge"))
                .as("the Debian package containernetworking-plugins, which pods need")
                .exists();
        assumeThat(Files.isWritable(Path.of("/sys/fs/cgroup"))
                        && Files.isWritable(Path.of("/sys/fs/cgroup", isOldGroups() ? "memory" : "")))
                .as("control groups can be made, which pods need")
                .isTrue();
        assumeThat(parts().resolve("kubelet"))
                .as("the parts of a Kubernetes node, which './muybridge test --all' builds where there is Go")
                .exists();
        assumeThat(images().resolve("flink.tar"))
                .as("images that ours are built from, which './muybridge test --all' makes")
                .exists();
    }

    private static boolean isOldGroups() {
        return !Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    }

    private static boolean isProgram(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of((path + ":/usr/sbin:/sbin").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, name)));
    }

    private static Path parts() {
        return Installation.current().home().resolve("kubernetes/1.34.4");
    }

    private static Path images() {
        return Installation.current().home().resolve("pod-images");
    }

    /** Builds our images of what is built here, as archives in {@code target}. */
    static void buildImages(Path target, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPTS.resolve("images.sh").toString(), "ours", target.toString(), images().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put("MUYBRIDGE_HOME", Installation.current().home().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(4L * PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("images were not built: " + Files.readString(log));
        }
    }

    /**
     * Starts one, and returns when pods can be made.
     *
     * @param folder of all that it writes, which must not be there
     * @param images archives of images that pods can have
     */
    static KubernetesNode start(Path folder, List<Path> images) throws IOException {
        Files.createDirectory(folder);
        List<String> command = new ArrayList<>(List.of(
                SCRIPTS.resolve("node.sh").toString(),
                folder.toString(),
                parts().toString(),
                images().resolve("pause.tar").toString()));
        images.forEach(image -> command.add(image.toString()));
        Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
        KubernetesNode node = new KubernetesNode(folder, holder);
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            if (!"ready".equals(line)) {
                throw new IOException("the node did not start: " + line);
            }
            return node;
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    /** Starts a program in its network that is ended when this is closed; what it prints goes to {@code out}. */
    Process run(Path out, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = inside(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        others.add(process);
        return process;
    }

    /** Starts KubeRay's operator, which knows what a RayCluster is. */
    void startRayOperator() throws IOException, InterruptedException {
        for (String kind : List.of("rayclusters", "raycronjobs", "rayjobs", "rayservices")) {
            kubectl(
                    "apply",
                    "--server-side",
                    "-f",
                    parts().resolve("ray.io_" + kind + ".yaml").toString());
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> kubectl("get", "rayclusters,raycronjobs,rayjobs,rayservices", "-A")
                        .contains("No resources found"));
        var unused = run(
                folder.resolve("log/ray-operator"),
                List.of(
                        parts().resolve("ray-operator").toString(),
                        "-kubeconfig",
                        access().toString(),
                        "-metrics-addr",
                        "127.0.0.1:8180",
                        "-health-probe-bind-address",
                        "127.0.0.1:8182",
                        "-enable-leader-election=false"),
                Map.of());
    }

    private Path access() {
        return folder.resolve("admin.kubeconfig");
    }

    /** What kubectl prints, which must end well. */
    String kubectl(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(parts().resolve("kubectl").toString(), "--kubeconfig", access().toString()));
        command.addAll(List.of(words));
        return OwnNetwork.read(inside(command));
    }

    private ProcessBuilder inside(List<String> command) throws IOException {
        String pid = Files.readString(folder.resolve("pid")).strip();
        // Its own processes are those of its children.
        List<String> words = new ArrayList<>(
                List.of("nsenter", "--net", "--mount", "--pid=/proc/" + pid + "/ns/pid_for_children", "--target", pid));
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    /** Ends all that runs in it. */
    @Override
    public void close() throws IOException {
        try {
            others.forEach(Process::destroy);
            holder.getOutputStream().close();
            if (!holder.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                holder.destroy();
                throw new IOException("the node did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            holder.destroy();
        }
    }
}

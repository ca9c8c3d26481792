package dev.muybridge.cluster;

import dev.muybridge.whole.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Flink's application mode without anybody who manages machines: a JobManager that executes this program, and a TaskManager.
 *
 * @param folder of their configuration and logs
 */
record StandaloneApplication(OwnNetwork network, Path folder) {
    private static final String REST = "http://127.0.0.1:8081";

    static StandaloneApplication in(OwnNetwork network, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(
                folder.resolve("config.yaml"),
                String.join(
                        "\n",
                        "jobmanager.rpc.address: 127.0.0.1",
                        "jobmanager.bind-host: 127.0.0.1",
                        "rest.address: 127.0.0.1",
                        "rest.bind-address: 127.0.0.1",
                        "rest.port: 8081",
                        "taskmanager.host: 127.0.0.1",
                        "taskmanager.bind-host: 127.0.0.1",
                        "taskmanager.cpu.cores: 1",
                        "taskmanager.memory.task.heap.size: 512m",
                        "taskmanager.memory.task.off-heap.size: 0m",
                        "taskmanager.memory.framework.heap.size: 0m",
                        "taskmanager.memory.framework.off-heap.size: 0m",
                        "taskmanager.memory.managed.size: 0m",
                        "taskmanager.memory.network.min: 16m",
                        "taskmanager.memory.network.max: 16m",
                        "taskmanager.memory.jvm-metaspace.size: 256m",
                        "taskmanager.memory.jvm-overhead.min: 0m",
                        "taskmanager.memory.jvm-overhead.max: 0m",
                        "heartbeat.interval: 500",
                        "heartbeat.timeout: 5000",
                        "io.tmp.dirs: " + folder.resolve("tmp"),
                        ""));
        return new StandaloneApplication(network, folder);
    }

    /** The JobManager, which does what {@code asked} says under that name, and ends. */
    Process jobManager(Asked asked, String run) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                "--configDir",
                folder.toString(),
                "--job-classname",
                "dev.muybridge.cli.Main",
                "submit"));
        words.addAll(List.of(
                "--input", asked.input().toString(), "--output", asked.output().toString()));
        words.addAll(List.of("--workers", "1", "--ray", "off", "--model", "lite", "--preset", "ultrafast"));
        words.addAll(List.of("--segment-seconds", Double.toString(asked.segmentSeconds()), "--recursive"));
        words.addAll(List.of("--run-name", run));
        return start("jobmanager", words);
    }

    Process taskManager() throws IOException {
        return start(
                "taskmanager",
                List.of("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", folder.toString()));
    }

    private Process start(String name, List<String> words) throws IOException {
        return network.start(
                FlinkJvm.command("512m", folder.resolve(name + ".log"), words.toArray(String[]::new)),
                Map.of("MALLOC_ARENA_MAX", "2", "LC_ALL", "C.UTF-8"),
                folder.resolve(name + ".out"));
    }

    /** Asks the JobManager to end its job. */
    void cancel() throws IOException, InterruptedException {
        String jobs = network.request("GET", REST + "/jobs");
        String job = jobs.replaceAll("(?s).*\"id\":\"([0-9a-f]{32})\".*", "$1");
        network.request("PATCH", REST + "/jobs/" + job + "?mode=cancel");
    }
}

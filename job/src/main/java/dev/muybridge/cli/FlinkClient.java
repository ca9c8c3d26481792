package dev.muybridge.cli;

import dev.muybridge.app.RunException;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.job.config.RunOptions;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.security.SecurityConfiguration;
import org.apache.flink.runtime.security.SecurityUtils;

/**
 * Flink's own client, as {@code flink run -t TARGET} is, which carries this program to a cluster.
 *
 * @param settings Flink's, as the user gave them; they come before those of the configuration, and these before ours
 * @param detached whether a job in a session cluster is left alone as soon as it is submitted
 */
record FlinkClient(Target target, Map<String, String> settings, boolean detached) {
    /** What each of this program's JVMs in the cluster needs, as the launcher says it. */
    static final String JVM_OPTIONS = "muybridge.cluster.options";

    /** The files besides Flink's own that a cluster lacks, as the launcher says it; semicolons between them. */
    static final String FILES = "muybridge.cluster.files";

    /** How many tasks share each step, each in a TaskManager of its own. */
    static final String TASKS = "parallelism.default";

    private static final String CLUSTER = "kubernetes.cluster-id";
    private static final int MIB_PER_WORKER = 900;
    private static final int MIB_WITHOUT_WORKERS = 512;

    /**
     * Carries {@code submit} with those {@code words} after it.
     *
     * @return Flink's exit code: in application mode, of putting up the cluster; otherwise this program runs in this process and ends
     *     it
     */
    int run(List<String> words, VideoProcessor processor) throws Exception {
        String folder = CliFrontend.getConfigurationDirectoryFromEnv();
        Configuration configuration = GlobalConfiguration.loadConfiguration(folder);
        List<String> command = command(configuration, defaults(processor.options(), processor.workersAt()));
        // Images have the program where it is here; the client would look for another scheme's on this machine.
        command.add((target == Target.KUBERNETES_APPLICATION ? "local://" : "") + programJar());
        command.add("submit");
        command.addAll(words);
        CliFrontend client = new CliFrontend(configuration, CliFrontend.loadCustomCommandLines(configuration, folder));
        Configuration effective = new Configuration(configuration);
        settings.forEach(effective::setString);
        SecurityUtils.install(new SecurityConfiguration(effective));
        return SecurityUtils.getInstalledContext().runSecured(() -> client.parseAndRun(command.toArray(String[]::new)));
    }

    /**
     * The cluster on Kubernetes that {@link #run} puts up.
     *
     * @throws IllegalStateException when the target is another
     */
    KubernetesApplication kubernetes(RunOptions options) {
        if (target != Target.KUBERNETES_APPLICATION) {
            throw new IllegalStateException(target.id() + " puts up no cluster on Kubernetes");
        }
        Configuration effective = GlobalConfiguration.loadConfiguration(CliFrontend.getConfigurationDirectoryFromEnv());
        if (!isAnyGiven(effective, CLUSTER)) {
            effective.setString(CLUSTER, KubernetesApplication.id(options.run().name()));
        }
        settings.forEach(effective::setString);
        return new KubernetesApplication(effective);
    }

    /** {@code run} with its options, up to where the program's jar follows. */
    List<String> command(Configuration configuration, Map<String, String> defaults) {
        List<String> command = new ArrayList<>(List.of("run", "-t", target.id()));
        if (detached) {
            command.add("-d");
        }
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.keySet().removeAll(configuration.keySet());
        all.putAll(settings);
        if (isAnyGiven(configuration, "yarn.provided.lib.dirs")) {
            // The files are there already.
            all.remove("yarn.ship-files", defaults.get("yarn.ship-files"));
        }
        all.forEach((key, value) -> command.add("-D" + key + "=" + value));
        return command;
    }

    private boolean isAnyGiven(Configuration configuration, String key) {
        return settings.containsKey(key) || configuration.keySet().contains(key);
    }

    /** For a cluster that is put up for this job. */
    Map<String, String> defaults(RunOptions options, WorkersAt where) {
        Map<String, String> defaults = new LinkedHashMap<>();
        if (!target.isApplication()) {
            return defaults;
        }
        defaults.put("env.java.opts.all", System.getProperty(JVM_OPTIONS, ""));
        int tasks = Integer.parseInt(settings.getOrDefault(TASKS, "1"));
        int workers = (options.workers() + tasks - 1) / tasks;
        int mebibytes = where instanceof WorkersAt.ThisProcess ? MIB_PER_WORKER * workers : MIB_WITHOUT_WORKERS;
        defaults.put("taskmanager.memory.task.off-heap.size", mebibytes + "m");
        if (target == Target.KUBERNETES_APPLICATION) {
            defaults.put(CLUSTER, KubernetesApplication.id(options.run().name()));
        }
        if (target.isYarn()) {
            defaults.put("yarn.application.name", YarnApplications.name(options));
            defaults.put("yarn.tags", YarnApplications.tag(options));
            defaults.put("yarn.ship-files", System.getProperty(FILES, ""));
        }
        return defaults;
    }

    private static String programJar() throws URISyntaxException, RunException {
        Path jar = Path.of(FlinkClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(jar)) {
            throw new RunException("not built yet: " + jar + " is no jar; './muybridge setup' builds it");
        }
        return jar.toString();
    }
}
